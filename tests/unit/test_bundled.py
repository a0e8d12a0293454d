from __future__ import annotations

import os
import sys

import pytest

from setup_wizard.bundled import forget_bundle_environment

OF_THE_BUNDLE = {
    "LD_LIBRARY_PATH": "/opt/photon-setup/_internal:/usr/local/lib",
    "LD_LIBRARY_PATH_ORIG": "/usr/local/lib",
    "QT_PLUGIN_PATH": "/opt/photon-setup/_internal/PySide6/Qt/plugins",
    "QML2_IMPORT_PATH": "/opt/photon-setup/_internal/PySide6/Qt/qml",
    "_PYI_ARCHIVE_FILE": "/opt/photon-setup/photon-setup",
    "_PYI_PARENT_PROCESS_LEVEL": "0",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is in a bundle on Linux."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    for name, value in OF_THE_BUNDLE.items():
        monkeypatch.setenv(name, value)


def left() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name in OF_THE_BUNDLE}


def test_programs_that_are_started_get_the_environment_of_before(environment: None) -> None:
    forget_bundle_environment()
    assert left() == {"LD_LIBRARY_PATH": "/usr/local/lib"}


def test_what_was_not_set_before_is_not_set(environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG")
    forget_bundle_environment()
    assert left() == {}


def test_without_a_bundle_the_environment_is_the_persons(environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sys, "frozen")
    forget_bundle_environment()
    assert left() == OF_THE_BUNDLE
