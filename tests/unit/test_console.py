from __future__ import annotations

import getpass
import io
import json
from typing import Any

import pytest

from setup_wizard.console import JsonConsole, PlainConsole, Prompter, Result
from setup_wizard.console_texts import ASK_TEXTS, MILESTONE_LINES, STEP_TITLES
from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.news import Ask, CannotJoin, Milestone
from setup_wizard.workflow.step import Step
from setup_wizard.workflow.words import WORDS

CLAIMED = Result(Reason.CLAIMED, "It is yours.", "3b0021000947343337373738", 12.34567, "me@example.com")
CANCELLED = Result(Reason.CANCELLED, "Stopped.", None, 0.5)


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


def events(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_step_is_a_line_of_json_in_the_agreed_shape(out: io.StringIO) -> None:
    console = JsonConsole(out)
    console.step(Step.SIGN_IN, "started")
    console.step(Step.SIGN_IN, "done")
    console.step(Step.JOIN, "failed", Reason.JOIN_FAILED, "nobody there")
    assert events(out) == [
        {"event": "step", "step": "sign_in", "state": "started"},
        {"event": "step", "step": "sign_in", "state": "done"},
        {"event": "step", "step": "join", "state": "failed", "reason": "join_failed", "detail": "nobody there"},
    ]


def test_a_wish_to_change_networks_is_a_line_of_json_in_the_agreed_shape(out: io.StringIO) -> None:
    console = JsonConsole(out)
    console.news(Ask.JOIN_PHOTON, "Lamp")
    console.news(Ask.LEAVE_PHOTON, "Lamp")
    join, leave = events(out)
    assert (set(join), join["event"], join["ask"]) == ({"event", "ask", "text"}, "ask", "join_photon")
    assert "Lamp-" in join["text"]
    assert (leave["event"], leave["ask"]) == ("ask", "leave_photon")


def test_the_result_is_a_line_of_json_in_the_agreed_shape(out: io.StringIO) -> None:
    console = JsonConsole(out)
    console.result(CLAIMED)
    console.result(CANCELLED)
    assert events(out) == [
        {
            "event": "result",
            "ok": True,
            "reason": "claimed",
            "device_id": "3b0021000947343337373738",
            "owner": "me@example.com",
            "product": None,
            "message": "It is yours.",
            "seconds": 12.346,
        },
        {
            "event": "result",
            "ok": False,
            "reason": "cancelled",
            "device_id": None,
            "owner": None,
            "product": None,
            "message": "Stopped.",
            "seconds": 0.5,
        },
    ]


def test_a_note_and_a_milestone_are_lines_of_json_too(out: io.StringIO) -> None:
    console = JsonConsole(out)
    console.note("two\nlines")
    console.news(Milestone.CLOUD_REACHED, "Photon")
    assert events(out) == [
        {"event": "note", "text": "two\nlines"},
        {"event": "milestone", "milestone": "cloud_reached"},
    ]


class SlowPipe(io.StringIO):
    """Counts how often it was flushed."""

    flushes = 0

    def flush(self) -> None:
        self.flushes += 1


def test_every_line_is_flushed_at_once_because_a_script_waits_for_it() -> None:
    pipe = SlowPipe()
    JsonConsole(pipe).note("now")
    PlainConsole(pipe).note("now")
    assert pipe.flushes >= 2


def test_a_person_reads_what_happens_in_plain_lines(out: io.StringIO) -> None:
    console = PlainConsole(out)
    console.step(Step.JOIN, "started")
    console.news(Ask.JOIN_PHOTON, "Photon")
    console.step(Step.JOIN, "done")
    console.step(Step.NETWORK, "failed", Reason.NETWORK_NOT_SEEN, "not among 3")
    console.news(Milestone.DEVICE_ONLINE, "Photon")
    console.note("a note")
    console.result(CLAIMED)
    assert out.getvalue().splitlines() == [
        "Find the Photon ...",
        f"  > {ASK_TEXTS[Ask.JOIN_PHOTON].format(prefix='Photon')}",
        "  did not work: network_not_seen (not among 3)",
        "  the cloud has heard from it",
        "  a note",
        "claimed: It is yours. (12 s, device 3b0021000947343337373738)",
    ]


def test_control_characters_of_a_networks_name_do_nothing_to_the_terminal(out: io.StringIO) -> None:
    PlainConsole(out).note("\x1b[2JHome\r\n\u202eCafé")
    assert out.getvalue() == "  \\x1b[2JHome\\x0d\\x0a\\x202eCafé\n"


def test_a_terminal_that_knows_only_ascii_shows_every_name_somehow() -> None:
    written = io.BytesIO()
    terminal = io.TextIOWrapper(written, encoding="ascii", newline="\n")
    PlainConsole(terminal).note("Café ☕ \udcff")
    assert written.getvalue() == b"  Caf\\xe9 \\u2615 \\xdcff\n"


def test_there_are_lines_for_everything_that_can_be_said() -> None:
    assert set(STEP_TITLES) == set(Step)
    assert set(MILESTONE_LINES) == set(Milestone)
    assert set(ASK_TEXTS) == set(Ask)


class Terminal(io.StringIO):
    """Somebody typed this; `tty` says whether it is a terminal at all."""

    def __init__(self, text: str, *, tty: bool = True) -> None:
        super().__init__(text)
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty


@pytest.mark.parametrize(
    ("tty", "as_json", "available"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_there_is_a_person_only_at_a_terminal_without_json(
    tty: bool, as_json: bool, available: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("", tty=tty))
    assert Prompter.for_terminal(as_json).available is available


def test_without_any_input_there_is_no_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert not Prompter.for_terminal(as_json=False).available


def test_a_choice_is_asked_for_until_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("\nfour\n0\n4\n²\n 2 \n"))
    shown: list[str] = []
    assert Prompter(available=True).choose("Which", ["Home", "Attic"], shown.append) == 1
    assert shown[:3] == ["  1  Home", "  2  Attic", "  3  another one, by name"]
    assert shown[3:] == ["Type a number from 1 to 3."] * 5


def test_another_one_is_the_number_after_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("1\n"))
    assert Prompter(available=True).choose("Which", [], lambda _line: None) == 0


def test_spaces_around_a_secret_are_kept_and_around_a_text_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("  me@example.com \n"))
    monkeypatch.setattr(getpass, "getpass", lambda _question: " hush ")
    assert Prompter(available=True).text("E-mail") == "me@example.com"
    assert Prompter(available=True).secret("Password") == Secret(" hush ")


def test_spaces_around_an_exact_text_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("  Hideaway \n"))
    assert Prompter(available=True).exact_text("Its name") == "  Hideaway "


@pytest.mark.parametrize("reason", [Reason.NO_ADDRESS, Reason.VPN_IN_THE_WAY, Reason.LOCAL_NETWORK_DENIED])
def test_why_this_computer_does_not_get_there_is_told_with_what_to_do(reason: Reason, out: io.StringIO) -> None:
    JsonConsole(out).news(CannotJoin(reason, "tun0 is up"), "Photon")
    told = {"event": "note", "text": WORDS[reason].message, "reason": reason.value}
    assert events(out) == [told]


def test_of_several_photons_all_are_listed_and_how_to_name_one(out: io.StringIO) -> None:
    PlainConsole(out).news(CannotJoin(Reason.SEVERAL_PHOTONS, "In range: Photon-A (71 %), Photon-B (40 %)"), "Photon")
    assert "Photon-A (71 %), Photon-B (40 %)" in out.getvalue()
    assert "--prefix" in out.getvalue()
