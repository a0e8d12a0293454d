"""`provision --usb` against fakes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from setup_wizard.cli import Provision
from setup_wizard.cli_cables import SideBySideReport, chosen_ports
from setup_wizard.console import JsonConsole, PlainConsole, Prompter, Result
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.details import Detail
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.usb import UsbPort
from setup_wizard.core.wifi import Cipher, EapMethod, Enterprise, Found, Security, SecurityKind, WifiCredentials
from setup_wizard.options import Cables, GivenSecrets, Options
from setup_wizard.usb.answers import check_credentials
from setup_wizard.workflow import at_cable, networks
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.side_by_side import Unit
from setup_wizard.workflow.step import Step
from tests.unit.prompter import ScriptedPrompter
from tests.unit.provision_run import NOBODY, OPTIONS, WITH_TOKEN, Run
from tests.unit.workflow.fakes import (
    AT_ONCE,
    DEVICE,
    DEVICE_ID,
    HOME,
    ONLINE,
    OTHER_ID,
    PASSWORD,
    TOKEN,
    USERNAME,
    WPA2,
    FakeCloud,
    FakePhoton,
    FakeStore,
    FakeUsb,
    FakeUsbPhoton,
    Script,
    absent,
    session_with,
)

pytestmark = pytest.mark.usefixtures("logical_time")

PORT = UsbPort("COM3", DEVICE_ID)
OTHER_PORT = UsbPort("COM4", OTHER_ID)
BY_CABLE = Options(ssid=b"Home", usb=Cables())
NO_WIFI_PASSWORD = GivenSecrets(token=TOKEN.value)
GONE = absent()


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_cable, "POLL_S", 0.001)
    monkeypatch.setattr(networks, "SCAN_PAUSE_S", 0.001)


class Plugged:
    """A run of `provision` with Photons plugged in; the first leaves after the dialogue and is online."""

    def __init__(
        self,
        options: Options = BY_CABLE,
        given: GivenSecrets = WITH_TOKEN,
        prompter: Prompter = NOBODY,
        ports: tuple[UsbPort, ...] = (PORT,),
        photon: FakeUsbPhoton | None = None,
        cloud: FakeCloud | None = None,
    ) -> None:
        self.out = io.StringIO()
        self.cloud = cloud or FakeCloud(ONLINE)
        self.photon = photon or FakeUsbPhoton(DEVICE, DEVICE, GONE)
        photons = [self.photon, *(FakeUsbPhoton(SetupError(Reason.PORT_BUSY)) for _port in ports[1:])]
        session = Session(cloud=self.cloud, photon=FakePhoton())
        session.usb = FakeUsb(dict(zip(ports, photons, strict=False)))
        console = JsonConsole(self.out)
        self.run = Provision(options, given, session, console, prompter, FakeStore(), AT_ONCE)

    def result(self) -> Result:
        return self.run.run()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.getvalue().splitlines()]


def found(cables: Cables, *ports: UsbPort, options: Options = BY_CABLE) -> tuple[UsbPort, ...]:
    session = session_with(FakeCloud(), FakePhoton())
    session.usb = FakeUsb({port: FakeUsbPhoton() for port in ports})
    return chosen_ports(session, cables, options, Cancel())


def test_the_one_there_is_needs_no_name() -> None:
    assert found(Cables(), PORT) == (PORT,)


def test_of_several_the_program_does_not_choose_but_names_them() -> None:
    with pytest.raises(SetupError) as raised:
        found(Cables(), PORT, UsbPort("COM9"))
    assert raised.value.reason is Reason.SEVERAL_PHOTONS
    assert raised.value.detail == f"COM3 ({DEVICE_ID}), COM9 (id unknown)"


def test_of_several_the_device_id_chooses() -> None:
    assert found(Cables(), PORT, OTHER_PORT, options=replace(BY_CABLE, device_id=OTHER_ID)) == (OTHER_PORT,)


@pytest.mark.parametrize("cables", [Cables(), Cables(all=True)])
def test_no_photon_at_any_port_is_told(cables: Cables) -> None:
    with pytest.raises(SetupError) as raised:
        found(cables)
    assert raised.value.reason is Reason.NO_USB_PHOTON


def test_all_are_all() -> None:
    assert found(Cables(all=True), PORT, OTHER_PORT) == (PORT, OTHER_PORT)


def test_a_named_port_is_the_listed_one_also_in_another_case_and_else_as_it_was_typed() -> None:
    assert found(Cables(("com4", "COM9")), PORT, OTHER_PORT) == (OTHER_PORT, UsbPort("COM9"))


def test_a_port_may_be_named_by_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "ttyACM0", tmp_path / "usb-Particle_Photon"
    real.touch()
    link.symlink_to(real)
    port = UsbPort(str(real), DEVICE_ID)
    assert found(Cables((str(link),)), port) == (port,)


def test_a_port_named_twice_is_one(tmp_path: Path) -> None:
    real, link = tmp_path / "ttyACM0", tmp_path / "usb-Particle_Photon"
    real.touch()
    link.symlink_to(real)
    assert found(Cables(("COM3", "com4", "com3")), PORT, OTHER_PORT) == (PORT, OTHER_PORT)
    assert len(found(Cables((str(link), str(real))), PORT)) == 1
    assert len(found(Cables(("COM9", "com9")), PORT)) == 1


def test_a_setup_by_cable_goes_all_the_way() -> None:
    plugged = Plugged()
    result = plugged.result()
    assert (result.reason, result.device_id, result.owner) == (Reason.CLAIMED, DEVICE_ID, USERNAME)
    assert plugged.photon.calls == ["set_claim_code", "configure", "leave"]
    assert plugged.photon.credentials[0].security == Security(SecurityKind.UNKNOWN)
    assert not any(event["event"] == "ask" for event in plugged.events)


def test_without_a_photon_nobody_signs_in() -> None:
    plugged = Plugged(ports=())
    result = plugged.result()
    assert (result.reason, plugged.cloud.calls) == (Reason.NO_USB_PHOTON, [])


def test_of_several_the_message_names_each() -> None:
    result = Plugged(ports=(PORT, OTHER_PORT)).result()
    assert result.reason is Reason.SEVERAL_PHOTONS
    assert all(part in result.message for part in ("plugged in", "COM3", DEVICE_ID, "COM4", OTHER_ID, "--usb"))


def test_with_nobody_to_ask_a_network_that_is_not_found_ends_it_with_what_to_give() -> None:
    plugged = Plugged()
    plugged.photon.configured = Script(SetupError(Reason.NETWORK_NOT_SEEN))
    result = plugged.result()
    assert result.reason is Reason.NETWORK_NOT_SEEN
    assert "--security" in result.message
    assert "--usb" not in result.message


def test_the_person_says_how_a_network_is_secured_that_is_not_found() -> None:
    prompter = ScriptedPrompter({"Its name": [""], "Its security": ["wpa2"]})
    plugged = Plugged(prompter=prompter)
    plugged.photon.presence = Script(DEVICE, DEVICE, DEVICE, GONE)
    plugged.photon.configured = Script(SetupError(Reason.NETWORK_NOT_SEEN), None)
    assert plugged.result().reason is Reason.CLAIMED
    assert plugged.photon.credentials[-1].security == WPA2


def test_the_person_corrects_the_name_of_a_network_that_is_not_found() -> None:
    plugged = Plugged(prompter=ScriptedPrompter({"Its name, if Home is wrong": ["Home 2.4"]}))
    plugged.photon.presence = Script(DEVICE, DEVICE, DEVICE, GONE)
    plugged.photon.configured = Script(SetupError(Reason.NETWORK_NOT_SEEN), None)
    assert plugged.result().reason is Reason.CLAIMED
    told = plugged.photon.credentials[-1]
    assert (told.ssid, told.security, told.password) == (
        b"Home 2.4",
        Security(SecurityKind.UNKNOWN),
        WITH_TOKEN.wifi_password,
    )


def test_the_person_of_an_old_photon_is_asked_for_the_security_alone() -> None:
    plugged = Plugged(prompter=ScriptedPrompter({"Its security": ["wpa2"]}))
    plugged.photon.presence = Script(DEVICE, DEVICE, DEVICE, GONE)
    plugged.photon.configured = Script(SetupError(Reason.NETWORK_NOT_SEEN, Detail.SECURITY_NEEDED), None)
    assert plugged.result().reason is Reason.CLAIMED
    assert plugged.photon.credentials[-1].security == WPA2
    notes = [event["text"] for event in plugged.events if event["event"] == "note"]
    assert any("has to be told how Home is secured" in note for note in notes)
    assert not any("does not find" in note for note in notes)


def test_the_person_signs_in_to_a_network_that_turns_out_to_be_a_companys() -> None:
    plugged = Plugged(prompter=ScriptedPrompter({"Your name on Home": ["ada@example.com"]}))
    plugged.photon.presence = Script(DEVICE, DEVICE, DEVICE, GONE)
    plugged.photon.configured = Script(SetupError(Reason.ENTERPRISE_INCOMPLETE), None)
    assert plugged.result().reason is Reason.CLAIMED
    told = plugged.photon.credentials[-1]
    assert told.security.kind is SecurityKind.WPA2_ENTERPRISE
    assert told.enterprise == Enterprise(EapMethod.PEAP, "ada@example.com")


def test_with_nobody_to_ask_a_companys_network_names_the_options() -> None:
    plugged = Plugged()
    plugged.photon.configured = Script(SetupError(Reason.ENTERPRISE_INCOMPLETE))
    message = plugged.result().message
    assert "--eap" in message
    assert "--identity" in message


def test_a_password_that_an_open_network_does_not_want_is_told() -> None:
    plugged = Plugged()
    plugged.photon.found = Found.OPEN
    assert plugged.result().reason is Reason.CLAIMED
    assert any("Home has no password" in event.get("text", "") for event in plugged.events)


@pytest.mark.parametrize(
    ("reason", "detail", "words"),
    [
        (Reason.PASSWORD_LENGTH, Detail.NO_PASSWORD, "Home wants a password, and none was given"),
        (Reason.CANCELLED, Detail.GOES_ON, "goes on by itself"),
        (Reason.CANCELLED, Detail.STUCK, "Press RESET"),
    ],
)
@pytest.mark.parametrize("cables", [Cables(), Cables(all=True)])
def test_what_makes_the_usual_words_untrue_is_said(cables: Cables, reason: Reason, detail: str, words: str) -> None:
    plugged = Plugged(replace(BY_CABLE, usb=cables))
    plugged.photon.configured = Script(SetupError(reason, detail))
    assert words in plugged.result().message


@pytest.mark.parametrize(
    ("found", "security", "words"),
    [
        (Found.NOT_SEEN, WPA2, "Check the name, or enter the password again"),
        (Found.NOT_SEEN, Security(SecurityKind.OPEN), "Check the name, or choose another"),
        (Found.SEEN, WPA2, "Enter the password again"),
    ],
)
def test_what_it_found_of_a_network_it_could_not_join_is_told(found: Found, security: Security, words: str) -> None:
    plugged = Plugged(replace(BY_CABLE, security=security), cloud=FakeCloud(None))
    plugged.photon.presence, plugged.photon.found = Script(DEVICE), found
    result = plugged.result()
    assert result.reason is Reason.DID_NOT_JOIN
    assert words in result.message


def test_a_port_that_is_not_there_is_named_with_those_that_are() -> None:
    plugged = Plugged(replace(BY_CABLE, usb=Cables(("COM9",))))
    plugged.run._session.usb.photons["COM9"] = FakeUsbPhoton(SetupError(Reason.NO_USB_PHOTON, "could not open port"))
    message = plugged.result().message
    assert message.startswith("There is no Photon at COM9. There are COM3")
    assert DEVICE_ID in message


def test_the_person_types_name_and_password() -> None:
    prompter = ScriptedPrompter({"Name of the network": [" Home"], "Password of  Home (empty": ["correct horse"]})
    plugged = Plugged(replace(BY_CABLE, ssid=None), NO_WIFI_PASSWORD, prompter)
    assert plugged.result().reason is Reason.CLAIMED
    assert (plugged.photon.credentials[0].ssid, plugged.photon.credentials[0].password) == (
        b" Home",
        Secret("correct horse"),
    )


def test_an_empty_password_is_an_open_network() -> None:
    plugged = Plugged(BY_CABLE, NO_WIFI_PASSWORD, ScriptedPrompter({"Password of Home (empty": [""]}))
    assert plugged.result().reason is Reason.CLAIMED
    assert plugged.photon.credentials[0].security == Security(SecurityKind.OPEN)
    assert plugged.photon.credentials[0].password is None


def test_an_empty_password_is_asked_for_again_where_the_network_wants_one() -> None:
    prompter = ScriptedPrompter({"Password of Home (empty": ["", "correct horse"]})
    plugged = Plugged(BY_CABLE, NO_WIFI_PASSWORD, prompter)
    plugged.photon.presence = Script(DEVICE, DEVICE, DEVICE, GONE)
    plugged.photon.configured = Script(SetupError(Reason.PASSWORD_LENGTH, Detail.NO_PASSWORD), None)
    assert plugged.result().reason is Reason.CLAIMED
    told = plugged.photon.credentials[-1]
    assert (told.security, told.password) == (Security(SecurityKind.UNKNOWN), Secret("correct horse"))


def test_a_password_that_nobody_gave_and_nobody_can_be_asked_for_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plugged = Plugged(BY_CABLE, NO_WIFI_PASSWORD)
    monkeypatch.setattr(plugged.photon, "check", check_credentials)
    assert plugged.result().reason is Reason.PASSWORD_LENGTH
    failed = next(event for event in plugged.events if event.get("state") == "failed")
    assert failed["detail"] == Detail.NO_PASSWORD


def test_an_identity_means_a_company_network() -> None:
    plugged = Plugged(replace(BY_CABLE, enterprise=Enterprise(EapMethod.PEAP, "ada")))
    assert plugged.result().reason is Reason.CLAIMED
    assert plugged.photon.credentials[0].security == Security(SecurityKind.WPA2_ENTERPRISE, Cipher.AES)


class _Forgetful(FakeUsbPhoton):
    """Leaves setup mode with every network, and comes back until the second one."""

    def __init__(self, cloud: FakeCloud) -> None:
        super().__init__(DEVICE)
        self._cloud = cloud
        cloud.entries = Script(None)

    def configure(
        self,
        credentials: WifiCredentials,
        cancel: Cancel,
        before_storing: Callable[[Found], None] = lambda _found: None,
    ) -> None:
        super().configure(credentials, cancel, before_storing)
        self.presence = Script(GONE, DEVICE)
        if len(self.credentials) == 2:
            self.presence, self._cloud.entries = Script(GONE), Script(ONLINE)


def test_a_wrong_password_is_asked_for_again_without_a_new_code() -> None:
    prompter = ScriptedPrompter({"Password of Home": ["correct hose", "correct horse"]})
    cloud = FakeCloud()
    plugged = Plugged(BY_CABLE, NO_WIFI_PASSWORD, prompter, cloud=cloud, photon=(photon := _Forgetful(cloud)))
    assert plugged.result().reason is Reason.CLAIMED
    assert [told.password for told in photon.credentials] == [Secret("correct hose"), Secret("correct horse")]
    assert photon.calls == ["set_claim_code", "configure", "configure", "leave"]


def test_a_photon_that_falls_silent_in_the_dialogue_is_not_tried_again() -> None:
    plugged = Plugged()
    plugged.photon.configured = Script(absent())
    assert plugged.result().reason is Reason.DEVICE_UNREACHABLE
    assert plugged.photon.calls.count("configure") == 1


def test_several_have_a_line_each_and_one_result() -> None:
    plugged = Plugged(replace(BY_CABLE, usb=Cables(all=True)), ports=(PORT, OTHER_PORT))
    plugged.run._session.usb.photons["COM4"].presence = Script(SetupError(Reason.DEVICE_REJECTED_REQUEST, "COM4"))
    result = plugged.result()
    assert (result.ok, result.reason) == (False, Reason.DEVICE_REJECTED_REQUEST)
    last = plugged.events[-1]
    assert last["message"].startswith("1 of 2 Photons are set up. COM4: ")
    assert last["device_id"] is None
    assert [(device["port"], device["ok"], device["reason"]) for device in last["devices"]] == [
        ("COM3", True, "claimed"),
        ("COM4", False, "device_rejected_request"),
    ]
    lines = [event for event in plugged.events if event["event"] == "device"]
    started = {"event": "device", "port": "COM3", "device_id": DEVICE_ID, "step": "join", "state": "started"}
    assert started in lines
    assert {(line["port"], line["ok"]) for line in lines if "ok" in line} == {("COM3", True), ("COM4", False)}
    steps = {event["step"] for event in plugged.events if event["event"] == "step"}
    assert steps == {"purpose", "sign_in", "network"}


def test_several_are_summed_up_in_the_order_of_their_ports_whichever_was_quicker() -> None:
    report = SideBySideReport(JsonConsole(io.StringIO()))
    for port, reason in ((OTHER_PORT, Reason.PORT_BUSY), (PORT, Reason.DID_NOT_JOIN)):
        report.tell(Unit(port, Facts(), Step.CONFIRM, reason=reason))
    result = report.result((PORT, OTHER_PORT), Reason.CLAIMED, "", 0.0)
    assert [unit.port for unit in result.devices] == [PORT, OTHER_PORT]
    assert result.reason is Reason.DID_NOT_JOIN


def test_one_that_comes_back_at_another_port_is_still_the_same() -> None:
    moved = UsbPort("COM7", OTHER_ID)
    options = replace(BY_CABLE, usb=Cables(all=True), claim=False)
    plugged = Plugged(options, GivenSecrets(wifi_password=Secret("correct horse")), ports=(PORT, OTHER_PORT))
    usb = plugged.run._session.usb
    usb.photons["COM4"].presence = Script(SetupError(Reason.UNPLUGGED, "COM4"))
    other = DeviceIdentity(OTHER_ID, claimed_once=False)
    usb.photons["COM7"] = FakeUsbPhoton(other, other, GONE)
    usb.listed = Script((PORT, OTHER_PORT), (PORT, moved))
    result = plugged.result()
    assert (result.reason, result.message) == (Reason.LEFT_SETUP_MODE, "2 of 2 Photons are set up.")
    assert sorted(unit.port.name for unit in result.devices) == ["COM3", "COM7"]


@pytest.mark.parametrize(("security", "is_told"), [(None, True), (WPA2, False)])
def test_of_several_too_one_that_does_not_find_the_network_is_told_what_to_give(
    security: Security | None, is_told: bool
) -> None:
    plugged = Plugged(replace(BY_CABLE, usb=Cables(all=True), security=security))
    plugged.photon.configured = Script(SetupError(Reason.NETWORK_NOT_SEEN))
    assert ("With --security" in plugged.result().message) == is_told
    lines = [event for event in plugged.events if event.get("reason") == "network_not_seen"]
    assert [("With --security" in line["message"]) for line in lines] == [is_told] * 2
    assert ("With --security" in plugged.events[-1]["devices"][0]["message"]) == is_told


@pytest.mark.parametrize(
    ("prompter", "reason"), [(NOBODY, Reason.NOT_IN_SETUP_MODE), (ScriptedPrompter(), Reason.CLAIMED)]
)
@pytest.mark.parametrize("cables", [Cables(), Cables(all=True)])
def test_only_a_person_who_may_press_the_button_is_waited_for_long(
    cables: Cables, prompter: Prompter, reason: Reason, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_cable, "UNATTENDED_TIMEOUT_S", 0.0)
    plugged = Plugged(replace(BY_CABLE, usb=cables), prompter=prompter)
    plugged.photon.entered = Script(False)
    plugged.photon.presence = Script(GONE, GONE, DEVICE, DEVICE, GONE)
    assert plugged.result().reason is reason


def test_all_of_one_that_works_is_a_success() -> None:
    plugged = Plugged(replace(BY_CABLE, usb=Cables(all=True)))
    result = plugged.result()
    assert (result.ok, result.reason) == (True, Reason.CLAIMED)
    assert result.message == "1 of 1 Photons are set up."


def test_what_keeps_all_from_starting_is_told_as_for_one() -> None:
    plugged = Plugged(replace(BY_CABLE, usb=Cables(all=True)))
    plugged.cloud.failures["check_token"] = SetupError(Reason.TOKEN_EXPIRED)
    result = plugged.result()
    assert result.reason is Reason.TOKEN_EXPIRED
    assert "token" in result.message
    assert "devices" not in plugged.events[-1]


@pytest.mark.parametrize("console", [JsonConsole, PlainConsole])
def test_who_has_to_press_which_button_is_told(console: type[JsonConsole] | type[PlainConsole]) -> None:
    plugged = Plugged(replace(BY_CABLE, usb=Cables(all=True)))
    plugged.photon.presence = Script(GONE, GONE, DEVICE, DEVICE, GONE)
    plugged.photon.entered = Script(False)
    told = io.StringIO()
    plugged.run._side_by_side._console = console(told)  # type: ignore[union-attr]
    assert plugged.result().reason is Reason.CLAIMED
    asked = next(line for line in told.getvalue().splitlines() if "Hold SETUP" in line)
    assert "COM3" in asked
    if console is JsonConsole:
        assert json.loads(asked)["state"] == "hold_setup"


def test_a_line_for_a_person_names_port_step_and_outcome() -> None:
    plugged = Plugged(replace(BY_CABLE, usb=Cables(all=True)))
    told = io.StringIO()
    plugged.run._side_by_side._console = PlainConsole(told)  # type: ignore[union-attr]
    plugged.result()
    lines = told.getvalue().splitlines()
    assert lines[0] == "  COM3  Find the Photon ..."
    assert "  COM3  the network is stored on the Photon" in lines
    assert lines[-1].startswith("  COM3  claimed: ")


@pytest.mark.parametrize(
    ("ssid", "scans", "reason"),
    [(b"Hideaway", (HOME,), Reason.NETWORK_NOT_SEEN), (b'a"b', (), Reason.SSID_NOT_EXPRESSIBLE)],
)
def test_what_wifi_cannot_do_is_told_with_the_cable_that_can(ssid: bytes, scans: Any, reason: Reason) -> None:
    run = Run(replace(OPTIONS, ssid=ssid))
    run.photon.scans = Script(scans)
    if reason is Reason.SSID_NOT_EXPRESSIBLE:
        run.photon.inexpressible = SetupError(reason)
    result = run.result()
    assert result.reason is reason
    assert "--usb" in result.message


@pytest.mark.parametrize("cables", [Cables(), Cables(all=True)])
def test_a_claim_that_may_be_under_way_keeps_the_token_it_is_made_with(cables: Cables) -> None:
    options = replace(BY_CABLE, usb=cables, username=USERNAME)
    given = GivenSecrets(password=PASSWORD, wifi_password=Secret("correct horse"))
    plugged = Plugged(options, given, cloud=FakeCloud(None))
    assert plugged.result().reason is Reason.CLAIM_NOT_CONFIRMED
    assert plugged.cloud.revoked == []


def test_a_photon_that_goes_on_by_itself_needs_the_token_still() -> None:
    given = GivenSecrets(password=PASSWORD, wifi_password=Secret("correct horse"))
    plugged = Plugged(replace(BY_CABLE, username=USERNAME), given, cloud=FakeCloud(None))
    plugged.photon.configured = Script(SetupError(Reason.CANCELLED, Detail.GOES_ON))
    assert plugged.result().reason is Reason.CANCELLED
    assert plugged.cloud.revoked == []
