from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from setup_wizard.core.account import CloudDevice, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId, DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.usb import UsbPort
from setup_wizard.workflow.access import as_staff
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.news import Ask
from setup_wizard.workflow.send import NetworkSecrets
from setup_wizard.workflow.session import Renewals, Session
from setup_wizard.workflow.side_by_side import Unit, set_up_side_by_side
from setup_wizard.workflow.step import Step
from tests.unit.workflow.fakes import (
    AT_ONCE,
    CLIENT,
    NETWORK,
    ONLINE,
    PRODUCT_TOKEN,
    FakeCloud,
    FakePhoton,
    FakeUsb,
    FakeUsbPhoton,
    Script,
    absent,
    facts_before_join,
    session_with,
    unreachable,
)

SECRETS = NetworkSecrets(Secret("correct horse"))
PORTS = tuple(UsbPort(f"ttyACM{index}") for index in range(4))
FACTS = facts_before_join().with_network(NETWORK)


def device_at(index: int) -> DeviceIdentity:
    return DeviceIdentity(DeviceId(f"{index + 1:024x}"), claimed_once=False)


class Tray:
    """A Photon at each port, and an account in which each is online as soon as it is looked up."""

    def __init__(self) -> None:
        self.cloud = _Cloud(ONLINE)
        identities = [device_at(index) for index in range(len(PORTS))]
        self.photons = [FakeUsbPhoton(identity, identity, absent()) for identity in identities]
        self.session = session_with(self.cloud, FakePhoton())
        self.session.usb = FakeUsb(dict(zip(PORTS, self.photons, strict=True)))
        self.told: list[Unit] = []

    def set_up(self, facts: Facts = FACTS, cancel: Cancel | None = None) -> tuple[Unit, ...]:
        return set_up_side_by_side(self.session, facts, PORTS, SECRETS, self.told.append, cancel or Cancel(), AT_ONCE)


class _Cloud(FakeCloud):
    def find_device(
        self, token: Secret, device_id: DeviceId, cancel: Cancel, *, total_s: float | None = None
    ) -> CloudDevice | None:
        entry = super().find_device(token, device_id, cancel, total_s=total_s)
        return entry and replace(entry, device_id=device_id)


def test_all_of_them_are_set_up_each_with_a_code_of_its_own() -> None:
    tray = Tray()
    units = tray.set_up()
    assert [unit.reason for unit in units] == [Reason.CLAIMED] * 4
    assert [unit.port for unit in units] == list(PORTS)
    assert [unit.facts.device for unit in units] == [device_at(index) for index in range(4)]
    codes = [photon.claim_codes for photon in tray.photons]
    assert sorted(code.reveal() for held in codes for code in held) == sorted(
        code.reveal() for code in tray.cloud.codes
    )
    assert len(tray.cloud.codes) == 4


def test_the_devices_there_are_are_listed_once() -> None:
    tray = Tray()
    tray.set_up()
    assert tray.cloud.calls.count("list_devices") == 1


def test_every_step_of_each_is_told_and_how_it_ended() -> None:
    tray = Tray()
    ended = tray.set_up()
    for port in PORTS:
        told = [unit for unit in tray.told if unit.port == port]
        assert [unit.step for unit in told if unit.news is None] == [Step.JOIN, Step.PASSWORD, Step.CONFIRM, Step.DONE]
        assert told[-1] in ended
        assert all(unit.reason is None for unit in told[:-1])


def test_one_that_fails_stops_no_other() -> None:
    tray = Tray()
    tray.photons[1].configured = Script(SetupError(Reason.UNPLUGGED, "ttyACM1"))
    tray.photons[2].presence = Script(SetupError(Reason.NO_USB_PHOTON, "ttyACM2"))
    units = tray.set_up()
    reasons = [Reason.CLAIMED, Reason.UNPLUGGED, Reason.NO_USB_PHOTON, Reason.CLAIMED]
    assert [unit.reason for unit in units] == reasons
    assert (units[1].step, units[1].detail) == (Step.PASSWORD, "ttyACM1")


def test_a_defect_in_one_takes_no_other_along_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    defects: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda died: defects.append(died.exc_value))
    tray, defect = Tray(), ZeroDivisionError()

    def break_down(*_args: object) -> bool:
        raise defect

    monkeypatch.setattr(tray.photons[1], "set_claim_code", break_down)
    units = tray.set_up()
    assert [unit.reason for unit in units] == [
        Reason.CLAIMED,
        Reason.INTERNAL_ERROR,
        Reason.CLAIMED,
        Reason.CLAIMED,
    ]
    assert (units[1].port, units[1].step) == (PORTS[1], Step.PASSWORD)
    assert units[1] in tray.told
    assert defects == [defect]


def test_whoever_listens_no_more_is_no_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    defects: list[object] = []
    monkeypatch.setattr(threading, "excepthook", defects.append)

    def gone(_unit: Unit) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        set_up_side_by_side(Tray().session, FACTS, PORTS, SECRETS, gone, Cancel(), AT_ONCE)
    assert defects == []


def test_who_has_to_press_a_button_is_told_at_which_port() -> None:
    tray = Tray()
    identity = device_at(3)
    tray.photons[3].presence = Script(absent(), absent(), identity, identity, absent())
    tray.photons[3].entered = Script(False)
    assert [unit.reason for unit in tray.set_up()] == [Reason.CLAIMED] * 4
    assert [unit.port for unit in tray.told if unit.news is Ask.HOLD_SETUP] == [PORTS[3]]


def test_without_the_list_of_devices_none_is_started() -> None:
    tray = Tray()
    tray.cloud.failures["list_devices"] = unreachable()
    assert [unit.reason for unit in tray.set_up()] == [Reason.CLOUD_UNREACHABLE] * 4
    assert len(tray.told) == 4
    assert all(photon.presence.asked == 0 for photon in tray.photons)


def test_a_stop_ends_all_of_them() -> None:
    tray = Tray()
    tray.cloud.entries = Script(None)
    cancel = Cancel()
    confirming: set[str] = set()
    patient = replace(AT_ONCE, timeout_s=3600.0)

    def stop_when_all_confirm(unit: Unit) -> None:
        if unit.step is Step.CONFIRM:
            confirming.add(unit.port.name)
        if len(confirming) == len(PORTS):
            cancel.cancel()

    units = set_up_side_by_side(tray.session, FACTS, PORTS, SECRETS, stop_when_all_confirm, cancel, patient)
    assert [unit.reason for unit in units] == [Reason.CANCELLED] * 4


def test_ctrl_c_ends_all_of_them_before_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    tray = Tray()
    tray.cloud.entries = Script(None)

    def interrupted(*_args: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("setup_wizard.workflow.side_by_side.wait", interrupted)
    cancel = Cancel()
    with pytest.raises(KeyboardInterrupt):
        tray.set_up(cancel=cancel)
    assert cancel.cancelled
    assert {unit.reason for unit in tray.told if unit.reason is not None} == {Reason.CANCELLED}


def test_nobody_signed_in_is_enough_to_change_the_wifi() -> None:
    tray = Tray()
    units = tray.set_up(Facts(purpose=Purpose.WIFI_ONLY).with_network(NETWORK))
    assert [unit.reason for unit in units] == [Reason.LEFT_SETUP_MODE] * 4
    assert tray.cloud.calls == []


def test_the_session_itself_is_left_as_it_was() -> None:
    tray = Tray()
    before = (tray.session.photon, tray.session.join, tray.session.claim_code)
    tray.set_up()
    assert (tray.session.photon, tray.session.join, tray.session.claim_code) == before


def test_no_port_is_no_failure() -> None:
    tray = Tray()
    assert set_up_side_by_side(tray.session, FACTS, (), SECRETS, tray.told.append, Cancel(), AT_ONCE) == ()


def test_a_token_that_ended_is_made_again_once_for_all(cancel: Cancel) -> None:
    ended, cloud = replace(PRODUCT_TOKEN, value=Secret("ended")), FakeCloud()
    session = session_with(cloud, FakePhoton())
    session.token, session.client = ended, CLIENT
    sessions = [replace(session) for _unit in range(4)]
    all_were_refused = threading.Barrier(4, timeout=60.0)

    def use(token: Secret) -> Secret:
        if token == ended.value:
            all_were_refused.wait()
            raise SetupError(Reason.TOKEN_EXPIRED)
        return token

    _on_threads([_call_of(own, use, cancel) for own in sessions])
    assert [own.token for own in sessions] == [PRODUCT_TOKEN] * 4
    assert cloud.calls == ["product_token"]


def _call_of(session: Session, use: Callable[[Secret], Secret], cancel: Cancel) -> Callable[[], object]:
    return lambda: as_staff(session, use, cancel)


def _on_threads(calls: list[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_renewal_that_failed_is_tried_again_and_owners_are_told_apart() -> None:
    renewals, made = Renewals(), Script(unreachable(), PRODUCT_TOKEN, Token(Secret("another")))
    with pytest.raises(SetupError):
        renewals.renew(CLIENT, "ada", None, made)
    assert renewals.renew(CLIENT, "ada", None, made) == PRODUCT_TOKEN
    assert renewals.renew(CLIENT, "ada", None, made) == PRODUCT_TOKEN
    assert renewals.renew(CLIENT, "bob", None, made) == Token(Secret("another"))


def test_a_renewal_that_was_refused_is_refused_without_asking_again_until_the_client_is_another() -> None:
    renewals, made = Renewals(), Script(SetupError(Reason.SIGN_IN_REFUSED, "HTTP 400"), PRODUCT_TOKEN)
    for _time in range(3):
        with pytest.raises(SetupError) as raised:
            renewals.renew(CLIENT, "ada", None, made)
        assert (raised.value.reason, raised.value.detail) == (Reason.SIGN_IN_REFUSED, "HTTP 400")
    assert made.asked == 1
    assert renewals.renew(replace(CLIENT, secret=Secret("new")), "ada", None, made) == PRODUCT_TOKEN
