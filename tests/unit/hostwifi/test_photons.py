from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.host_wifi import VisibleNetwork
from setup_wizard.hostwifi.photons import listed, photons_among

networks = st.lists(
    st.builds(
        VisibleNetwork,
        ssid=st.one_of(st.binary(max_size=32), st.binary(max_size=25).map(lambda rest: b"Photon-" + rest)),
        is_open=st.booleans(),
        signal_percent=st.none() | st.integers(0, 100),
    )
)


@given(networks)
def test_every_open_network_with_that_prefix_is_listed_once_whatever_its_bytes(found: list[VisibleNetwork]) -> None:
    photons = photons_among(found, b"Photon")
    names = [photon.ssid for photon in photons]
    assert len(names) == len(set(names))
    assert set(names) == {
        one.ssid for one in found if one.is_open and (one.ssid == b"Photon" or one.ssid.startswith(b"Photon-"))
    }
    signals = [photon.signal_percent or 0 for photon in photons]
    assert signals == sorted(signals, reverse=True)


def test_of_one_name_the_strongest_access_point_counts() -> None:
    weak, strong = (VisibleNetwork(b"Photon-A", is_open=True, signal_percent=percent) for percent in (20, 80))
    assert photons_among([weak, strong], b"Photon") == (strong,)


def test_names_that_only_look_alike_are_others() -> None:
    others = (b"photon-A", b"Photons-A", b"My Photon-A", b"Photo", b"", b"\xff\xfe")
    assert photons_among([VisibleNetwork(name, is_open=True) for name in others], b"Photon") == ()


def test_a_protected_network_is_no_photon() -> None:
    assert photons_among([VisibleNetwork(b"Photon-A", is_open=False)], b"Photon") == ()


def test_a_products_own_prefix_may_be_any_bytes() -> None:
    brand = "Lämpe".encode()
    assert photons_among([VisibleNetwork(brand + b"-\xff", is_open=True)], brand)


def test_they_are_listed_with_the_signal_where_it_is_known() -> None:
    photons = [
        VisibleNetwork(b"Photon-\xff", is_open=True, signal_percent=71),
        VisibleNetwork(b"Photon-B", is_open=True),
    ]
    assert listed(photons) == "Photon-\xff (71 %), Photon-B"
