from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core import light as lights
from setup_wizard.core.light import Colour, Light, Pattern
from setup_wizard.ui.look.theme import Theme
from setup_wizard.ui.widgets.board import BoardView
from setup_wizard.ui.widgets.hero import Hero, HeroSplit
from setup_wizard.ui.widgets.led import LedView
from setup_wizard.ui.widgets.light_words import light_name, spoken_light
from setup_wizard.ui.widgets.spinner import Spinner
from tests.ui.widgets.conftest import LIGHT, FakeSystem


def test_a_light_says_what_it_shows(qtbot, spoken) -> None:
    view = LedView(lights.LISTENING)
    qtbot.addWidget(view)
    assert spoken(view)[1] == "Light: slow blinking blue"
    view.set_light(lights.ONLINE)
    assert spoken(view)[1] == "Light: breathing cyan"


@pytest.mark.parametrize("colour", list(Colour))
@pytest.mark.parametrize("pattern", list(Pattern))
def test_every_light_has_words(colour: Colour, pattern: Pattern) -> None:
    light = Light(colour, pattern)
    for words in (light_name(light), spoken_light(light)):
        assert "%1" not in words
        assert colour.value in words.lower() or words in ("No light", "Light: off")


def test_the_clock_runs_only_while_a_light_is_on_screen(qtbot, theme: Theme) -> None:
    view = BoardView("Photon", lights.LISTENING)
    qtbot.addWidget(view)
    assert not theme.clock.running
    view.show()
    assert theme.clock.running
    view.hide()
    assert not theme.clock.running


def test_a_steady_light_does_not_start_the_clock(qtbot, theme: Theme) -> None:
    view = LedView(lights.NO_LIGHT)
    qtbot.addWidget(view)
    view.show()
    assert not theme.clock.running
    view.set_light(lights.ONLINE)
    assert theme.clock.running


def test_a_shown_light_is_redrawn(qtbot, theme: Theme) -> None:
    view = LedView(lights.ONLINE)
    qtbot.addWidget(view)
    view.show()
    with qtbot.waitSignals([theme.clock.ticked, theme.clock.ticked]):
        pass
    assert view.isVisible()


@pytest.mark.usefixtures("still")
def test_with_less_motion_no_clock_runs_and_the_light_is_lit(qtbot, theme: Theme) -> None:
    view = LedView(lights.LISTENING)
    spinner = Spinner()
    for widget in (view, spinner):
        qtbot.addWidget(widget)
        widget.show()
    assert not theme.clock.running
    assert not spinner.turning
    assert view.brightness() == 1.0


def test_a_spinner_turns_only_while_shown(qtbot) -> None:
    spinner = Spinner()
    qtbot.addWidget(spinner)
    assert not spinner.turning
    spinner.show()
    assert spinner.turning
    spinner.hide()
    assert not spinner.turning


def test_the_lens_has_the_lights_colour_and_the_board_is_not_mirrored(qtbot) -> None:
    view = BoardView("Photon", Light(Colour.RED, Pattern.SOLID), width_px=118)
    qtbot.addWidget(view)
    image = view.grab().toImage()
    lens = image.pixelColor(6 + round(10.16 * 118 / 20.32) + 6, round(9.7 * 118 / 20.32))
    assert lens.red() > 200
    assert lens.blue() < 150


def test_the_board_is_drawn_once_for_each_look(qtbot, theme: Theme, system: FakeSystem) -> None:
    view = BoardView("Photon", Light(Colour.BLUE, Pattern.SOLID))
    qtbot.addWidget(view)
    first = view.grab().toImage()
    assert view.grab().toImage() == first
    system.look = system.look._replace(high_contrast=True)
    theme.refresh()
    assert view.grab().toImage() != first
    system.look = LIGHT
    theme.refresh()
    assert view.grab().toImage() == first


def test_in_a_narrow_window_the_light_stands_above_the_content(qtbot) -> None:
    window, content = QWidget(), QWidget()
    hero = Hero("Photon")
    hero.set_light(lights.LISTENING, "Ready for setup")
    QVBoxLayout(window).addWidget(HeroSplit(hero, content))
    qtbot.addWidget(window)
    window.resize(860, 600)
    with qtbot.waitExposed(window):
        window.show()
    assert content.x() > hero.x()
    window.resize(720, 520)
    qtbot.waitUntil(lambda: content.y() > hero.y())
    assert 64 <= hero.height() < 100
