"""What the Windows installer looks for."""

from __future__ import annotations

import logging

import pytest

from setup_wizard.running import hold_mutex


class FakeKernel:
    """Windows, which gives this handle."""

    def __init__(self, handle: int | None) -> None:
        self.handle = handle
        self.held: list[tuple[object, bool, str]] = []

    def CreateMutexW(self, attributes: None, owned: bool, name: str, /) -> int | None:
        self.held.append((attributes, owned, name))
        return self.handle


def test_the_mutex_has_the_name_that_the_installer_looks_for() -> None:
    kernel = FakeKernel(7)
    hold_mutex("com.example.lamp", kernel)
    assert kernel.held == [(None, False, "com.example.lamp-running")]


def test_without_it_the_program_runs_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        hold_mutex("com.example.lamp", FakeKernel(None))
    assert "the installer cannot be told" in caplog.text
