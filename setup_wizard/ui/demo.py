"""The demo in the window: a simulation behind the services, and a small panel to play the Photon with."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from setup_wizard.core.errors import Reason
from setup_wizard.core.light import NO_LIGHT
from setup_wizard.options import Options
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.model import Services
from setup_wizard.ui.widgets.buttons import Button, Size
from setup_wizard.ui.widgets.check_box import CheckBox
from setup_wizard.ui.widgets.hero import Hero
from setup_wizard.ui.widgets.text import Text

if TYPE_CHECKING:
    from setup_wizard.demo import Demo

_LOOK_EVERY_MS = 100


class DemoBackend:
    """Starts the simulation with the first job, on its worker, and stops it with `stack`."""

    def __init__(self, options: Options, stack: ExitStack) -> None:
        self._options = options
        self._stack = stack
        self.demo: Demo | None = None

    def open_services(self) -> Services:
        """The services of the simulated cloud and Photon, with what there is to type filled in."""
        from setup_wizard.compose import build_session
        from setup_wizard.demo import MemoryStore, running_demo
        from setup_wizard.simulator.world import DEMO

        demo = self.demo = self._stack.enter_context(running_demo(self._options))
        client = demo.simulator.population.two_legged_client
        session = build_session(demo.options, demo.host)
        session.usb = demo.usb
        # What this computer's own network looks like is no matter here.
        session.find_tunnel = lambda: None
        return Services(
            session,
            MemoryStore(),
            demo.options.api,
            replace(demo.given, client_secret=client.secret),
            DEMO.username,
            client.client_id,
        )


class DemoPanel(QDialog):
    """The Photon's buttons and light, and what can go wrong around it."""

    def __init__(self, backend: DemoBackend, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("demo_panel")
        self.setWindowTitle(self.tr("The simulated Photon"))
        self._backend = backend
        self._hero = Hero(self.tr("Photon"), 110)
        self._unplugged = False
        self._setup = Button("press_setup", self.tr("Hold SETUP for 3 seconds"), size=Size.PANEL)
        self._setup.clicked.connect(self._press_setup)
        self._plug = Button("unplug", self.tr("Unplug"), size=Size.PANEL)
        self._plug.clicked.connect(self._unplug_or_plug_in)
        self._wrong_password = CheckBox("wrong_password", self.tr("The password at home is wrong"))
        self._wrong_password.toggled.connect(self._set_faults)
        self._cloud_down = CheckBox("cloud_down", self.tr("The cloud is down"))
        self._cloud_down.toggled.connect(self._set_faults)
        self._remark = Text(self.tr("It starts when the setup first needs it."), Role.SECONDARY, tone="text2")
        self._joined = CheckBox("on_photons_wifi", self.tr("This computer is on the Photon's Wi-Fi"))
        self._joined.clicked.connect(self._change_networks)
        self._controls = (self._setup, self._plug, self._joined, self._wrong_password, self._cloud_down)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 20, 20, 20)
        rows.setSpacing(10)
        rows.addWidget(self._hero, 0, Qt.AlignmentFlag.AlignHCenter)
        for widget in (*self._controls, self._remark):
            rows.addWidget(widget)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    def _look(self) -> None:
        demo = self._backend.demo
        for control in self._controls:
            control.setEnabled(demo is not None)
        self._remark.setVisible(demo is None)
        self._joined.setChecked(demo is not None and demo.simulator.air.host_joined)
        light = demo.simulator.photon.light if demo is not None else NO_LIGHT
        if light != self._hero.light or demo is None:
            self._hero.set_light(light, "")

    def _press_setup(self) -> None:
        if self._backend.demo is not None:
            self._backend.demo.simulator.photon.press_setup()

    def _unplug_or_plug_in(self) -> None:
        if self._backend.demo is None:
            return
        photon = self._backend.demo.simulator.photon
        self._unplugged = not self._unplugged
        if self._unplugged:
            photon.unplug()
        else:
            photon.plug_in()
        self._plug.set_text(self.tr("Plug in") if self._unplugged else self.tr("Unplug"))

    def _change_networks(self, joined: bool) -> None:
        """What a person does in the Wi-Fi menu who joins by hand."""
        if self._backend.demo is None:
            return
        air = self._backend.demo.simulator.air
        if joined:
            air.join_photon()
        else:
            air.leave_photon()

    def _set_faults(self) -> None:
        from setup_wizard.simulator.faults import Fault

        if self._backend.demo is None:
            return
        faults = self._backend.demo.simulator.faults
        for box, fault in ((self._wrong_password, Fault.DOES_NOT_JOIN), (self._cloud_down, Fault.CLOUD_DOWN)):
            if box.isChecked():
                faults.switch_on(fault)
            else:
                faults.switch_off(fault)


class DemoOpener(QObject):
    """The button in the side panel that opens the panel, which stands in for this computer's settings, too."""

    def __init__(self, backend: DemoBackend, window: QWidget) -> None:
        super().__init__(window)
        self._panel = DemoPanel(backend, window)
        self.button = Button("play_the_photon", self.tr("Play the Photon"), size=Size.PANEL)
        self.button.clicked.connect(self._panel.show)

    def open_wifi(self) -> bool:
        """The simulated computer joins by the panel's own box."""
        self._panel.show()
        self._panel.raise_()
        return True

    def has_permission_for(self, reason: Reason) -> bool:
        """A simulated computer permits everything."""
        del reason
        return False

    def open_permission_for(self, reason: Reason) -> bool:
        """There is none."""
        del reason
        return False
