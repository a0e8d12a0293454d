"""The program's icon in every format and size, drawn from one SVG."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Pixels; Windows takes 20 and 40 where the screen is scaled by 125 %."""

ICNS_SIZES = (32, 64, 128, 256, 512, 1024)
"""Pixels, of 16 to 512 points at double resolution; the middle ones are also those of a plain screen."""

PNG_SIZE = 256


def write_icons(svg: Path, folder: Path) -> None:
    """Write photon-setup.ico, .icns and .png into `folder`; `ValueError` where `svg` is no drawing."""
    # Text in a brand's drawing needs fonts, and those need an application, though never a display.
    application = QGuiApplication.instance() or QGuiApplication(["icons", "-platform", "offscreen"])
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise ValueError(f"{svg}: no SVG drawing that Qt can read")
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    drawn = {size: _draw(renderer, size) for size in {*ICO_SIZES, *ICNS_SIZES, PNG_SIZE}}
    _save(drawn, ICO_SIZES, folder / "photon-setup.ico")
    _save(drawn, ICNS_SIZES, folder / "photon-setup.icns")
    drawn[PNG_SIZE].save(folder / "photon-setup.png")
    del application  # it had to live until everything was drawn


def _draw(renderer: QSvgRenderer, size: int) -> Image.Image:
    """Drawn anew for each size, which is sharper than shrinking a large picture."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    straight = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return Image.frombytes("RGBA", (size, size), bytes(straight.constBits()))


def _save(drawn: dict[int, Image.Image], sizes: tuple[int, ...], file: Path) -> None:
    largest, *others = (drawn[size] for size in sorted(sizes, reverse=True))
    largest.save(file, sizes=[(size, size) for size in sizes], append_images=others)
