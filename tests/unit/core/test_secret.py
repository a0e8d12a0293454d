from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback
from dataclasses import FrozenInstanceError, asdict, dataclass, fields, replace

import pytest

from setup_wizard.core.account import ClaimCode, OneTimeCodeChallenge, Token
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import EapMethod, Enterprise, Security, SecurityKind, WifiCredentials

TEXT = "hunter2"
SECRET = Secret(TEXT)


def said_when_refused(call) -> str:
    try:
        call()
    except TypeError:
        return traceback.format_exc()
    pytest.fail("it was not refused")


@pytest.mark.parametrize(
    "shown",
    [
        repr(SECRET),
        str(SECRET),
        f"{SECRET}",
        f"{SECRET!r}",
        f"{SECRET!s}",
        f"{SECRET!a}",
        format(SECRET),
        "%s %r" % (SECRET, SECRET),  # noqa: UP031 - the way under test
        "{0} {0!r}".format(SECRET),  # noqa: UP032 - the way under test
        repr([SECRET, {"password": SECRET}]),
    ],
)
def test_printing_shows_stars(shown):
    assert TEXT not in shown
    assert "***" in shown


def test_only_reveal_shows_it():
    assert SECRET.reveal() == TEXT


@pytest.mark.parametrize(
    "call",
    [
        lambda: f"{SECRET:>20}",
        lambda: pickle.dumps(SECRET),
        lambda: pickle.dumps({"password": SECRET}, protocol=0),
        lambda: copy.copy(SECRET),
        lambda: copy.deepcopy([SECRET]),
        lambda: json.dumps({"password": SECRET}),
        lambda: asdict(Token(SECRET)),
        lambda: SECRET + "x",
        lambda: len(SECRET),
        lambda: list(SECRET),
        lambda: vars(SECRET),
        lambda: "".join(["Bearer ", SECRET]),
    ],
    ids=range(12),
)
def test_other_ways_out_are_refused_without_showing_it(call):
    said = said_when_refused(call)
    assert "TypeError" in said
    assert TEXT not in said


@pytest.mark.parametrize(
    "value",
    [
        Token(SECRET, "ada@example.com"),
        OneTimeCodeChallenge(SECRET, "ada@example.com"),
        ClaimCode(SECRET),
        WifiCredentials(b"home", Security(SecurityKind.WPA2), password=SECRET),
        Enterprise(EapMethod.TLS, private_key_pem=SECRET),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_that_hold_one_show_stars(value):
    assert TEXT not in repr(value)
    assert "Secret(***)" in repr(value)


def test_traceback_with_its_locals_shows_stars():
    @dataclass(frozen=True)
    class Held:
        secret: Secret

    def fail(held: Held, secret: Secret) -> None:
        raise ValueError(held, secret)

    with pytest.raises(ValueError, match="Held") as caught:
        fail(Held(SECRET), SECRET)
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "Secret(***)" in shown
    assert TEXT not in shown


def test_log_shows_stars(caplog):
    logging.getLogger(__name__).error("token %s %r", SECRET, SECRET)
    assert "token *** Secret(***)" in caplog.text
    assert TEXT not in caplog.text


def test_equal_secrets_are_equal_and_hash_alike():
    assert Secret("a") == Secret("a")
    assert hash(Secret("a")) == hash(Secret("a"))
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a"), "a"}) == 2


def test_empty_secret_is_false():
    assert not Secret("")
    assert Secret(" ")


def test_values_cannot_be_changed_but_replaced():
    token = Token(SECRET)
    with pytest.raises(FrozenInstanceError):
        token.username = "eve"
    assert replace(token, username="ada").value is SECRET
    assert [field.name for field in fields(token)] == ["value", "username", "expires_at", "kind", "origin"]
