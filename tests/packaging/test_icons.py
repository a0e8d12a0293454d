from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from icons import ICO_SIZES, write_icons
from identity import APP_ICON


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_icons(APP_ICON, tmp_path)
    return tmp_path


def test_windows_gets_16_to_256_pixels(folder: Path) -> None:
    with Image.open(folder / "photon-setup.ico") as icon:
        assert icon.info["sizes"] == {(size, size) for size in ICO_SIZES}
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= icon.info["sizes"]


def test_macos_gets_16_to_512_points_at_double_resolution(folder: Path) -> None:
    with Image.open(folder / "photon-setup.icns") as icon:
        double = {size[0] for size in icon.info["sizes"] if size[2] == 2}
    assert {16, 32, 128, 256, 512} <= double


def test_linux_gets_a_picture(folder: Path) -> None:
    with Image.open(folder / "photon-setup.png") as icon:
        assert (icon.size, icon.mode) == ((256, 256), "RGBA")


def test_the_light_is_seen_at_16_pixels(folder: Path) -> None:
    with Image.open(folder / "photon-setup.ico") as icon:
        icon.size = (16, 16)
        small = icon.convert("RGBA")
    red, green, blue, alpha = small.getpixel((8, 9))
    assert green > red + 50
    assert blue > 200
    assert alpha == 255
    assert max(small.getpixel((2, 13))[:3]) < 100
    assert small.getpixel((0, 0))[3] == 0


def test_a_wide_drawing_keeps_its_shape(tmp_path: Path) -> None:
    wide = tmp_path / "wide.svg"
    wide.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#f00"/></svg>'
    )
    write_icons(wide, tmp_path)
    with Image.open(tmp_path / "photon-setup.png") as icon:
        assert icon.getpixel((128, 20))[3] == 0
        assert icon.getpixel((128, 128)) == (255, 0, 0, 255)


@pytest.mark.qt_log_ignore("Cannot read file", extend=True)
def test_what_is_no_drawing_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "logo.svg"
    broken.write_text("no drawing")
    with pytest.raises(ValueError, match=r"logo\.svg: no SVG drawing"):
        write_icons(broken, tmp_path)
