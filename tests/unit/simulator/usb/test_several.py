from __future__ import annotations

import http.client
import json
import sys
from typing import Any
from urllib.parse import urlsplit

import pytest

from setup_wizard.core.light import NO_LIGHT
from setup_wizard.simulator.holder import Holder
from setup_wizard.simulator.population import SHELF
from setup_wizard.simulator.world import DEMO, DEVICE_ID, Simulator, SimulatorOptions
from tests.patience import PATIENCE_S

COUNT = 3


def control(usb: Any, path: str, **fields: object) -> tuple[int, Any]:
    connection = http.client.HTTPConnection(urlsplit(usb.simulator.addresses.control).netloc, timeout=PATIENCE_S)
    connection.request("POST", path, body=json.dumps(fields))
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    return response.status, answer


def test_each_port_is_another_device_and_the_first_is_that_of_softap(plug_in: Any) -> None:
    usb = plug_in(usb=COUNT)
    described = json.loads(json.dumps(usb.simulator.describe()))
    ids = [port["device_id"] for port in described["usb_ports"]]
    assert described["usb"] == described["usb_ports"][0]["port"]
    assert ids[0] == described["device_id"] == DEVICE_ID
    assert len(set(ids)) == COUNT
    assert not set(ids) & set(SHELF)
    for index, device_id in enumerate(ids):
        assert device_id.encode() in usb.open(index).answer(b"i")


def test_without_usb_there_is_no_port(bench: Any) -> None:
    described = bench.simulator.describe()
    assert (described["usb"], described["usb_ports"]) == (None, [])
    assert bench.simulator.photons == (bench.photon,)


def test_all_join_the_same_cloud_and_leave_the_access_point_of_the_first_alone(plug_in: Any) -> None:
    usb = plug_in(usb=COUNT)
    cloud = usb.simulator.cloud
    for index in range(1, COUNT):
        code = cloud.devices.create_claim_code(Holder.developer(DEMO.username))
        device_id = usb.simulator.photons[index].hardware.device_id
        assert cloud.owner_of(device_id) is None
        terminal = usb.open(index)
        terminal.talk(b"C", (b"claim code: ", code.encode()))
        terminal.until(b"set to: ")
        usb.get_online(terminal, index)
        assert cloud.owner_of(device_id) == DEMO.username
    assert cloud.owner_of(DEVICE_ID) is None
    assert usb.photon.listening
    assert usb.simulator.air.photon_reachable


def test_the_log_tells_them_apart(plug_in: Any) -> None:
    usb = plug_in(usb=2)
    usb.open(1).answer(b"i")
    usb.open(0).answer(b"v")
    assert [(entry.what, entry.who) for entry in usb.simulator.log.entries()] == [
        ("usb i", usb.simulator.photons[1].hardware.device_id),
        ("usb v", DEVICE_ID),
    ]


def test_another_process_unplugs_and_presses_the_button_of_any(plug_in: Any) -> None:
    usb = plug_in(usb=2)
    assert control(usb, "/unplug", device=1)[0] == 200
    usb.wait(lambda photon: photon.light == NO_LIGHT, index=1)
    assert [photon.on_usb for photon in usb.simulator.photons] == [True, False]
    assert control(usb, "/plug-in", device=1)[0] == 200
    usb.wait(lambda photon: photon.listening, index=1)
    usb.get_online(usb.open(1), 1)
    assert control(usb, "/press-setup", device=1)[0] == 200
    usb.wait(lambda photon: photon.listening, index=1)
    told = control(usb, "/fault", name="unplugged", where="ssid", device=1)[1]["photons"]
    assert [photon["on_usb"] for photon in told] == [True, True]
    usb.open(1).send(b"w")
    usb.wait(lambda photon: not photon.on_usb, index=1)


@pytest.mark.parametrize("device", [2, -1, "1", True])
def test_a_photon_that_is_not_there_is_refused(device: object, plug_in: Any) -> None:
    status, answer = control(plug_in(usb=2), "/unplug", device=device)
    assert status == 400
    assert "from 0 to 1" in answer["error"]


def test_a_system_without_pseudo_terminals_refuses_cleanly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(ValueError, match="pseudo terminal"):
        Simulator(SimulatorOptions(usb=1))
