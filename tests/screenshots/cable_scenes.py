"""Setting up by USB cable, one Photon or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton, QWizard

from setup_wizard.core.errors import Reason
from setup_wizard.core.usb import UsbPort
from setup_wizard.ui.close_question import AtStake, CloseQuestion
from setup_wizard.ui.side_by_side_dialog import SideBySideDialog
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.news import Ask, Milestone
from setup_wizard.workflow.send import NetworkSecrets
from setup_wizard.workflow.side_by_side import Unit
from setup_wizard.workflow.step import Step
from tests.screenshots import facts
from tests.screenshots.stage import Stage
from tests.ui.reasons import OF_THE_CABLE

Scene = Callable[[Stage], None]


def offered(stage: Stage) -> None:
    stage.go(facts.SIGNED_IN)
    stage.cables.finish(facts.PORTS[:1])
    stage.jobs.tell(Ask.JOIN_PHOTON)


def chosen(stage: Stage) -> None:
    offered(stage)
    stage.find(QAbstractButton, "join_by_cable").click()
    stage.pass_time(2)


def hold_setup(stage: Stage) -> None:
    chosen(stage)
    stage.jobs.tell(Ask.HOLD_SETUP)
    stage.pass_time(12)


def nothing_there(stage: Stage) -> None:
    stage.go(facts.SIGNED_IN)
    stage.beside.fail(Reason.NO_WIFI_ADAPTER)
    stage.find(QAbstractButton, "join_by_cable").click()


def no_adapter(stage: Stage) -> None:
    stage.go(facts.SIGNED_IN)
    stage.beside.fail(Reason.NO_WIFI_ADAPTER)


def several(stage: Stage) -> None:
    stage.go(facts.SIGNED_IN)
    stage.cables.finish(facts.PORTS)
    stage.find(QAbstractButton, "join_by_cable").click()


def network(stage: Stage) -> None:
    stage.go(facts.BY_CABLE)
    stage.type_into("network_name", "Home")


def network_unseen(stage: Stage) -> None:
    stage.model.typed.unseen = b"Home"
    stage.go(facts.BY_CABLE)


def password(stage: Stage) -> None:
    stage.go(facts.BY_CABLE.with_network(facts.FOUND_OUT))
    stage.type_into("wifi_password", "thirteen char")


def password_for_several(stage: Stage) -> None:
    stage.model.cables.several = facts.PORTS
    password(stage)


def unit(port: UsbPort, step: Step, reason: Reason | None = None) -> Unit:
    return Unit(port, replace(facts.PLUGGED_IN, cable=port, network=facts.FOUND_OUT), step, reason=reason)


def side_by_side(stage: Stage) -> SideBySideDialog:
    password_for_several(stage)
    dialog = SideBySideDialog(stage.wizard, stage.model, facts.PORTS, NetworkSecrets())
    dialog._show_unit(unit(facts.PORTS[0], Step.DONE, Reason.CLAIMED))
    dialog._show_unit(unit(facts.PORTS[1], Step.CONFIRM))
    dialog._show_unit(replace(unit(facts.PORTS[2], Step.JOIN), news=Ask.HOLD_SETUP))
    stage.show_dialog(dialog)
    return dialog


def side_by_side_running(stage: Stage) -> None:
    side_by_side(stage)


def side_by_side_over(stage: Stage) -> None:
    side_by_side(stage)
    stage.jobs.finish(
        (
            unit(facts.PORTS[0], Step.DONE, Reason.CLAIMED),
            unit(facts.PORTS[1], Step.CONFIRM, Reason.DID_NOT_JOIN),
            unit(facts.PORTS[2], Step.JOIN, Reason.NOT_IN_SETUP_MODE),
        )
    )


def side_by_side_question(stage: Stage) -> None:
    password_for_several(stage)
    stage.show_dialog(CloseQuestion(stage.wizard, AtStake.SEVERAL))


def connecting(stage: Stage) -> None:
    stage.go(facts.SENT_BY_CABLE)
    stage.jobs.tell(Milestone.LEFT_SETUP_MODE)
    stage.pass_time(14)


def did_not_join(stage: Stage) -> None:
    stage.go(facts.SENT_BY_CABLE)
    stage.jobs.tell(Milestone.LEFT_SETUP_MODE)
    stage.jobs.fail(Reason.DID_NOT_JOIN)


def done_several(stage: Stage) -> None:
    stage.model.cables.results = (
        unit(facts.PORTS[0], Step.DONE, Reason.CLAIMED),
        unit(facts.PORTS[1], Step.DONE, Reason.CLAIMED),
        unit(facts.PORTS[2], Step.CONFIRM, Reason.DID_NOT_JOIN),
    )
    stage.go(facts.SENT_BY_CABLE.with_proof(Reason.CLAIMED))


def _fail(stage: Stage, reached: Facts, reason: Reason) -> None:
    chosen(stage)
    stage.model.set_facts(reached)
    stage.jobs.fail(reason)
    stage.use_keyboard()


def port_denied(stage: Stage) -> None:
    _fail(stage, facts.PLUGGED_IN, Reason.PORT_DENIED)
    stage.wizard.current.trouble._command.show_command("sudo usermod -aG dialout $USER")


def _hidden_over_wifi(stage: Stage) -> None:
    stage.go(facts.JOINED.with_network(replace(facts.HOME, ssid=b"Attic", rssi_dbm=None)))
    stage.type_into("wifi_password", "thirteen char")
    stage.press(QWizard.WizardButton.CommitButton)
    stage.jobs.fail(Reason.NETWORK_NOT_SEEN)


def _problems() -> Iterator[tuple[str, Scene]]:
    for reason in (*OF_THE_CABLE, Reason.DEVICE_REJECTED_REQUEST, Reason.JOIN_FAILED):
        yield (
            f"problem-cable-{reason}",
            lambda stage, reason=reason: _fail(stage, facts.PLUGGED_IN, reason),
        )


CABLE_SCENES: Mapping[str, Scene] = {
    "04l-join-cable-offered": offered,
    "04m-join-cable": chosen,
    "04n-join-cable-hold-setup": hold_setup,
    "04o-join-cable-nothing": nothing_there,
    "04q-join-cable-no-adapter": no_adapter,
    "04p-join-cable-several": several,
    "05g-network-cable": network,
    "05h-network-cable-unseen": network_unseen,
    "06g-password-cable": password,
    "06h-password-cable-several": password_for_several,
    "06i-side-by-side-cable": side_by_side_running,
    "06j-side-by-side-cable-over": side_by_side_over,
    "06k-side-by-side-cable-question": side_by_side_question,
    "07h-connecting-cable": connecting,
    "07i-cable-did-not-join": did_not_join,
    "08e-done-cable-several": done_several,
    "problem-cable-hidden-over-wifi": _hidden_over_wifi,
    **dict(_problems()),
    "problem-cable-port_denied": port_denied,
}
