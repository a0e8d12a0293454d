from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from setup_wizard.ui import garbage
from setup_wizard.ui.garbage import collect_on_this_thread, collector


class Loop:
    """Only a search for garbage finds it."""

    def __init__(self, ended_on: list[threading.Thread]) -> None:
        self.itself = self
        self._ended_on = ended_on

    def __del__(self) -> None:
        self._ended_on.append(threading.current_thread())


@pytest.fixture(autouse=True)
def little_is_enough() -> Iterator[None]:
    """For a search to be due; by itself Python makes none."""
    before = gc.get_threshold()
    gc.disable()
    gc.set_threshold(100, 10, 10)
    yield
    gc.set_threshold(*before)


def make_much() -> list[list[None]]:
    return [[] for _ in range(100_000)]


def test_a_worker_collects_nothing_and_the_windows_thread_does(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "LOOK_EVERY_MS", 1)
    gc.enable()
    window, ended_on = QObject(), []
    collect_on_this_thread(window)
    Loop(ended_on)
    kept = []
    worker = threading.Thread(target=lambda: kept.append(make_much()))
    worker.start()
    worker.join()
    assert ended_on == []
    qtbot.waitUntil(lambda: ended_on == [threading.main_thread()])


def test_without_anything_new_nothing_is_searched() -> None:
    gc.collect()
    ended_on: list[threading.Thread] = []
    Loop(ended_on)
    collector()()
    assert ended_on == []


def test_what_outlived_a_search_is_searched_more_seldom() -> None:
    searched: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            searched.append(about["generation"])

    gc.collect()
    gc.callbacks.append(note)
    collect_if_due = collector()
    try:
        kept = []
        for _time in range(25):
            kept.append(make_much())
            collect_if_due()
    finally:
        gc.callbacks.remove(note)
    assert searched.count(0) > searched.count(1) > 0
