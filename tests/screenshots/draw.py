"""All scenes at the scale of this process; the names are those of a picture's scene, look, size and scale."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from setup_wizard.ui.look.theme import Theme
from setup_wizard.ui.wizard import OPENS_AT, SMALLEST
from tests.screenshots.scenes import SCENES
from tests.screenshots.stage import Stage
from tests.ui.gallery import LOOKS

FONT = "Inter"


def main() -> None:
    folder, word = Path(sys.argv[1]), sys.argv[2]
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setOrganizationName("photon-setup-screenshots")
    # Remembered from another picture, a name would stand where a new person finds an empty field.
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    settings = TemporaryDirectory()
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings.name)
    if FONT in QFontDatabase.families():
        app.setFont(QFont(FONT, 10))
    look = "light"
    theme = Theme(app, read=lambda _app: LOOKS[look])
    scale = "-200pct" if app.devicePixelRatio() == 2 else ""
    for look in LOOKS:
        theme.refresh()
        for size in (OPENS_AT, SMALLEST):
            for scene, perform in SCENES.items():
                if word in scene:
                    QSettings().clear()
                    with Stage(app, size) as stage:
                        perform(stage)
                        stage.picture().save(str(folder / f"{scene}-{look}{_size(size)}{scale}.png"))


def _size(size: QSize) -> str:
    return "" if size == OPENS_AT else f"-{size.width()}x{size.height()}"


if __name__ == "__main__":
    main()
