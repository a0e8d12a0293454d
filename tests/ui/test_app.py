"""What the program's own window works with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from setup_wizard.hostwifi import choose
from setup_wizard.hostwifi.backend import WifiBackend
from setup_wizard.hostwifi.radio import Radio
from setup_wizard.options import Options
from setup_wizard.ui.app import _open_services
from setup_wizard.ui.demo import DemoBackend, DemoOpener, DemoPanel
from setup_wizard.ui.look.theme import Theme
from setup_wizard.ui.make_pages import make_page
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.wizard import SetupWizard
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.step import Step
from tests.patience import PATIENCE_S
from tests.ui.person import Person

MakeServices = Callable[[Options], Services]


@pytest.fixture
def open_services(own_home: Path, qtbot: QtBot) -> Iterator[MakeServices]:
    models: list[SetupModel] = []

    def open_for(options: Options) -> Services:
        models.append(SetupModel(options, lambda: pytest.fail("no job is started")))
        return _open_services(models[-1])

    yield open_for
    for model in models:
        model.shutdown()


def test_the_window_changes_networks_by_itself_and_asks_the_system_nothing_yet(
    open_services: MakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(_on_main_thread: object) -> WifiBackend | None:
        pytest.fail("nobody has asked for anything")

    monkeypatch.setattr(choose, "system_backend", find)
    services = open_services(Options())
    assert isinstance(services.session.host, Radio)
    services.session.close()


def test_a_photon_that_can_be_reached_already_needs_no_wifi(open_services: MakeServices) -> None:
    assert open_services(Options(join=JoinMode.NONE)).session.host is None


@pytest.fixture
def demo(
    no_thread_is_left: None, own_home: Path, short_pauses: None, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> Iterator[Person]:
    """The demo's window."""
    with ExitStack() as stack:
        backend = DemoBackend(Options(), stack)
        model = SetupModel(None, backend.open_services, find_panels=lambda: opener)
        wizard = SetupWizard(model, qapp, make_page)
        opener = DemoOpener(backend, wizard)
        with qtbot.waitActive(wizard):
            wizard.show()
            wizard.activateWindow()
        person = Person(wizard, qtbot)
        yield person
        person.leave()
        Shiboken.delete(wizard)


def test_in_the_demo_one_may_join_by_hand_too(demo: Person) -> None:
    demo.click(Purpose.WIFI_ONLY.value)
    demo.go_on()
    demo.arrive(Step.JOIN)
    demo.click("join_by_hand")
    demo.click("secondary_button")
    panel = demo.wizard.findChild(DemoPanel)
    assert panel is not None
    box = panel.findChild(QCheckBox, "on_photons_wifi")
    assert box is not None
    demo.wait_until(lambda: panel.isVisible() and box.isEnabled())
    box.click()
    demo.wait_until(lambda: demo.step is Step.NETWORK)
    demo.wait_until(box.isChecked)
    panel.close()


@pytest.mark.skipif(sys.platform == "win32", reason="the simulated port is a pseudo terminal")
def test_the_demo_may_be_done_by_cable_too(demo: Person) -> None:
    demo.click(Purpose.WIFI_ONLY.value)
    demo.go_on()
    demo.arrive(Step.JOIN)
    demo.click("join_by_cable")
    demo.wait_until(lambda: demo.step is Step.NETWORK)
    assert demo.sees("network_name")


PROGRAM = """
import os, sys
from setup_wizard.__main__ import main
from setup_wizard.ui.settings import remember_username
from setup_wizard.ui.wizard import SetupWizard

def remember_and_close(wizard):
    remember_username("ada@example.com")
    print(sorted({"LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "_PYI_ARCHIVE_FILE"} & set(os.environ)))
    wizard.close()

SetupWizard._on_first_painted = remember_and_close
sys.frozen = True
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere settings are no files, and nothing leaks")
@pytest.mark.parametrize(("words", "settings"), [([], "photon-setup"), (["--demo"], "photon-setup-demo")])
def test_a_demo_has_settings_of_its_own_and_a_bundle_tells_no_program_of_itself(
    words: list[str], settings: str, tmp_path: Path
) -> None:
    of_bundle = {"LD_LIBRARY_PATH": "/nowhere", "QT_PLUGIN_PATH": "/nowhere", "_PYI_ARCHIVE_FILE": "/nowhere"}
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        env=os.environ | home | of_bundle,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, "[]\n")
    assert [file.parent.name for file in tmp_path.rglob("*.conf")] == [settings]
