from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from setup_wizard.bundled import resource_folder
from setup_wizard.ui.look.fonts import Role, font, point_size
from setup_wizard.ui.look.icons import Icon, button_icon
from setup_wizard.ui.look.theme import Theme, current_theme, read_system
from setup_wizard.ui.look.tokens import PaletteInputs


def test_the_theme_is_found_again_and_styles_the_application(qapp: QApplication, theme: Theme) -> None:
    assert current_theme() is theme
    assert theme.tokens.accent in qapp.styleSheet()
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == theme.tokens.page


def test_a_dark_system_is_followed_at_once(qtbot, theme: Theme, system) -> None:
    dark = PaletteInputs("#1E2125", "#E9EBEE", "#1E2125", "#308CC6", "#FFFFFF", "#0000FF", "#BEBEBE")
    system.look = system.look._replace(palette=dark)
    with qtbot.waitSignal(theme.changed):
        theme.refresh()
    assert theme.tokens.page == "#1E2125"


def test_setting_our_own_palette_does_not_come_back_as_a_change(qapp: QApplication, theme: Theme) -> None:
    changes: list[None] = []
    theme.changed.connect(lambda: changes.append(None))
    theme.refresh()
    QApplication.sendPostedEvents()
    assert len(changes) == 1


def test_a_palette_set_by_the_system_is_read_again(qtbot, qapp: QApplication, theme: Theme) -> None:
    with qtbot.waitSignal(theme.changed):
        qapp.setPalette(QPalette(QColor("#123456")))
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == theme.tokens.page


def test_high_contrast_ignores_the_brand(theme: Theme, system) -> None:
    night = PaletteInputs("#000000", "#FFFFFF", "#000000", "#1AEBFF", "#000000", "#FFFF00", "#3FF23F")
    system.look = system.look._replace(palette=night, high_contrast=True)
    theme.refresh()
    assert theme.tokens.accent == "#1AEBFF"


def test_wishes_that_are_read_later_are_followed(qapp: QApplication, theme: Theme, system) -> None:
    changes: list[bool] = []
    theme.changed.connect(lambda: changes.append(theme.tokens.high_contrast))
    theme.read_with(system.read)
    assert changes == []
    contrast = system.look._replace(high_contrast=True)
    theme.read_with(lambda _app: contrast)
    assert changes == [True]


def test_the_real_system_can_be_read(qapp: QApplication) -> None:
    look = read_system(qapp)
    assert look.palette.window.startswith("#")
    assert (look.high_contrast, look.reduced_motion) == (False, False)


def test_without_a_theme_the_mistake_is_named(qapp: QApplication, theme: Theme) -> None:
    qapp.setProperty("theme", None)
    with pytest.raises(RuntimeError, match="make a Theme"):
        current_theme()


def test_labels_take_size_and_colour_from_their_role(qtbot, theme: Theme) -> None:
    label = QLabel("Connect to your Photon")
    label.setProperty("kind", Role.TITLE.value)
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pointSizeF() == pytest.approx(point_size(Role.TITLE), abs=0.01)
    assert font(Role.TITLE).weight() == 600


@pytest.mark.parametrize("icon", list(Icon))
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, icon: Icon) -> None:
    image = button_icon(icon, "#FF0000", 24).pixmap(24, 24).toImage()
    pixels = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
    drawn = [pixel for pixel in pixels if pixel.alpha() > 100]
    assert drawn
    assert all(pixel.red() > 250 and pixel.green() < 5 for pixel in drawn)


def test_icons_and_files_agree() -> None:
    drawn = {path.stem for path in (resource_folder() / "icons").glob("*.svg")}
    assert drawn - {"photon-setup"} == {icon.value for icon in Icon}, "all but the program's own"


def test_a_chevron_can_be_mirrored(qapp: QApplication) -> None:
    plain = button_icon(Icon.CHEVRON_RIGHT, "#000000", 16).pixmap(16, 16).toImage()
    turned = button_icon(Icon.CHEVRON_RIGHT, "#000000", 16, mirrored=True).pixmap(16, 16).toImage()
    assert plain != turned


def test_a_font_change_restyles(qtbot, qapp: QApplication, theme: Theme) -> None:
    before = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(before.pointSizeF() * 2)
    old_sheet = qapp.styleSheet()
    with qtbot.waitSignal(theme.changed):
        qapp.setFont(larger)
        QApplication.sendPostedEvents(qapp, QEvent.Type.ApplicationFontChange)
    assert qapp.styleSheet() != old_sheet
    qapp.setFont(before)
