"""A company's name and look in the window, and what is said about the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from setup_wizard import NAME, __version__
from setup_wizard.core.brand import Brand
from setup_wizard.core.light import LISTENING
from setup_wizard.ui import about
from setup_wizard.ui.about_button import AboutButton
from setup_wizard.ui.look.theme import Theme
from setup_wizard.ui.look.tokens import DEFAULT_ACCENT
from setup_wizard.ui.make_pages import make_page
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.settings import looks_for_updates
from setup_wizard.ui.widgets.board import BoardView
from setup_wizard.ui.widgets.hero import Hero
from setup_wizard.ui.widgets.side_panel import BrandMark, Logos
from setup_wizard.ui.wizard import SetupWizard
from tests.patience import PATIENCE_S
from tests.ui.gallery import LOOKS
from tests.ui.stage import Stage

RED, GREEN = "#FF0000", "#00FF00"


def drawing(folder: Path, name: str, colour: str) -> Path:
    file = folder / name
    square = f'<rect width="24" height="24" fill="{colour}"/>'
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{square}</svg>')
    return file


def middle_of(mark: BrandMark) -> str:
    return mark.grab().toImage().pixelColor(12, 12).name().upper()


def edge_of(mark: BrandMark) -> str:
    return mark.grab().toImage().pixelColor(12, 1).name().upper()


@contextmanager
def themed(
    app: QApplication, accent: str = DEFAULT_ACCENT, look: str = "light", *, board: bool = True
) -> Iterator[None]:
    theme = Theme(app, accent, lambda _app: LOOKS[look], draws_board=board)
    yield
    Shiboken.delete(theme)


@contextmanager
def branded(brand: Brand, app: QApplication, bot: QtBot) -> Iterator[SetupWizard]:
    """The window of this brand."""
    with themed(app, brand.accent or DEFAULT_ACCENT):
        wizard = SetupWizard(SetupModel(None, lambda: pytest.fail("no job is started")), app, make_page, brand=brand)
        wizard.show()
        bot.waitUntil(lambda: wizard._ring is not None)
        yield wizard
        wizard.close()
        Shiboken.delete(wizard)


def texts(window: QDialog) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel)]


def test_two_brands_in_one_run_have_their_own_name_logo_and_accent(
    qapp: QApplication, own_home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    for name, accent, colour in (("Lamp Setup", "#7B1FA2", RED), ("Garden Setup", "#8BC34A", GREEN)):
        logo = drawing(tmp_path, f"{name}.svg", colour)
        with branded(Brand(name=name, accent=accent, logo=logo), qapp, qtbot) as wizard:
            mark = wizard.side.findChild(BrandMark)
            assert mark is not None
            assert wizard.windowTitle() == name
            assert name in texts(wizard)
            assert NAME not in texts(wizard)
            assert middle_of(mark) == colour
            assert QColor(edge_of(mark)).hslHue() == pytest.approx(QColor(accent).hslHue(), abs=12)


@pytest.mark.parametrize(("look", "colour"), [("light", RED), ("dark", GREEN)])
def test_a_logo_for_light_and_one_for_dark_stand_without_a_tile(
    look: str, colour: str, qapp: QApplication, tmp_path: Path
) -> None:
    logos = Logos(drawing(tmp_path, "light.svg", RED), drawing(tmp_path, "dark.svg", GREEN))
    with themed(qapp, look=look):
        mark = BrandMark(logos)
        assert (middle_of(mark), edge_of(mark)) == (colour, colour)


@pytest.mark.parametrize("board", [True, False])
def test_a_brand_chooses_whether_the_board_is_drawn(board: bool, qapp: QApplication) -> None:
    with themed(qapp, board=board):
        hero = Hero("Photon")
        hero.set_light(LISTENING, "waiting")
        assert hero.light == LISTENING
        assert (hero.findChild(BoardView) is not None) == board


STARTED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from setup_wizard.__main__ import main
from setup_wizard.ui.wizard import SetupWizard

def painted(wizard):
    app = QApplication.instance()
    print(app.applicationName(), app.desktopFileName(), wizard.windowTitle(), sep="|", flush=True)
    wizard.close()

SetupWizard._on_first_painted = painted
sys.exit(main(sys.argv[1:]))
"""


def start(home: Path, *words: str, resources: Path | None = None, before: str = "") -> subprocess.CompletedProcess[str]:
    code = before + STARTED
    if resources is not None:
        code = f"import setup_wizard.bundled as r; r.resource_folder = lambda: r.Path({str(resources)!r})\n" + code
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.mark.parametrize("demo", [(), ("--demo",)])
def test_a_brand_file_is_tried_from_the_command_line(demo: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "brand.json"
    file.write_text(json.dumps({"name": "Lamp Setup", "identifier": "com.example.lamp", "accent": "#7B1FA2"}))
    started = start(tmp_path, *demo, "--brand", str(file))
    assert started.stdout == "Lamp Setup|com.example.lamp|Lamp Setup\n"
    assert started.returncode == 0


def bundled(folder: Path, content: str) -> Path:
    """The program's resources with this brand among them."""
    resources = folder / "resources"
    (resources / "brand").mkdir(parents=True)
    (resources / "icons").symlink_to(Path(__file__).parents[2] / "resources" / "icons")
    (resources / "brand" / "brand.json").write_text(content)
    return resources


def test_a_bundled_brand_needs_no_word(tmp_path: Path) -> None:
    started = start(tmp_path, resources=bundled(tmp_path, '{"name": "Lamp Setup"}'))
    assert started.stdout == "Lamp Setup|io.github.photon_setup|Lamp Setup\n"


def test_a_bundled_brand_that_cannot_be_used_is_named_without_a_traceback(tmp_path: Path) -> None:
    started = start(tmp_path, resources=bundled(tmp_path, '{"accent": "blue"}'))
    assert started.returncode == 2
    assert started.stdout == ""
    assert started.stderr.startswith("photon-setup: brand file ")
    assert started.stderr.endswith("'accent' has to be a colour such as \"#00AEEF\"\n")


WITHOUT_CONSOLE = """
import sys
from PySide6.QtWidgets import QMessageBox
QMessageBox.critical = lambda _parent, _title, sentence: print(sentence, flush=True)
sys.__stderr__ = sys.stderr = None
"""


def test_without_a_console_a_brand_that_cannot_be_used_is_named_in_a_window(tmp_path: Path) -> None:
    started = start(tmp_path, resources=bundled(tmp_path, '{"accent": "blue"}'), before=WITHOUT_CONSOLE)
    assert started.returncode == 2
    assert started.stdout.startswith("brand file ")


class Files(QObject):
    """Opens nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        self.opened.append(address.toLocalFile())


@pytest.fixture
def files() -> Iterator[Files]:
    files = Files()
    QDesktopServices.setUrlHandler("file", files, "open")
    yield files
    QDesktopServices.unsetUrlHandler("file")


def open_about(stage: Stage, brand: Brand | None) -> QDialog:
    person = stage.open()
    button = AboutButton(person.wizard, brand)
    person.wizard.side.extras.addWidget(button)
    person.click("about_program")
    dialog = person.wizard.findChild(QDialog, "about")
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def find(dialog: QDialog, name: str) -> QPushButton:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    return button


def test_about_tells_version_and_publisher_and_copies_the_report(stage: Stage) -> None:
    dialog = open_about(stage, Brand(name="Lamp Setup", publisher="Example Lamps"))
    assert {"Lamp Setup", f"Version {__version__}", "From Example Lamps"} <= set(texts(dialog))
    find(dialog, "copy_report").click()
    assert f"photon-setup: {__version__}" in QApplication.clipboard().text()
    assert dialog.findChild(QCheckBox) is None
    find(dialog, "close_about").click()
    assert not dialog.isVisible()


def test_about_opens_the_licences_where_they_were_brought_along(
    stage: Stage, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert open_about(stage, None).findChild(QPushButton, "open_licences") is None
    (tmp_path / "licences").mkdir()
    monkeypatch.setattr(about, "resource_folder", lambda: tmp_path)
    find(open_about(stage, None), "open_licences").click()
    assert files.opened == [str(tmp_path / "licences")]


def test_newer_versions_are_looked_for_only_where_somebody_wants_that(stage: Stage) -> None:
    dialog = open_about(stage, Brand(updates="https://example.com/newest.json"))
    box = dialog.findChild(QCheckBox, "look_for_updates")
    assert box is not None
    assert not box.isChecked()
    assert any("example.com" in text for text in texts(dialog))
    box.click()
    assert looks_for_updates()
    box.click()
    assert not looks_for_updates()
