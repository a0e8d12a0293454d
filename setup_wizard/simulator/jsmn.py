"""The Photon's JSON parser: jsmn in its lenient mode, on bytes, unescaping nothing (firmware: services/src/jsmn.c)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_WHITESPACE = b"\t\r\n "
_PRIMITIVE_ENDS = b"\t\r\n ,:]}"
_STRING = re.compile(rb'"((?:[^"\\]|\\["/\\bfnrt]|\\u[0-9A-Fa-f]{4})*)"', re.DOTALL)


class Kind(Enum):
    """What a token is."""

    OBJECT = auto()
    ARRAY = auto()
    STRING = auto()
    PRIMITIVE = auto()


@dataclass(slots=True)
class Token:
    """A token with its bytes as they were sent; `size` counts the tokens directly below it, as jsmn does."""

    kind: Kind
    raw: bytes = b""
    size: int = 0
    closed: bool = True


class MalformedError(ValueError):
    """The text does not tokenise. The firmware then reads uninitialised tokens, which ends in no answer."""


class _Tokeniser:
    def __init__(self, text: bytes) -> None:
        self._text = text
        self._position = 0
        self._above = -1
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        while self._position < len(self._text):
            self._step(self._text[self._position : self._position + 1])
        if any(not token.closed for token in self.tokens):
            raise MalformedError("an object or array is not closed")
        return self.tokens

    def _step(self, char: bytes) -> None:
        if char in (b"{", b"["):
            self._add(Token(Kind.OBJECT if char == b"{" else Kind.ARRAY, closed=False), 1)
            self._above = len(self.tokens) - 1
        elif char in (b"}", b"]"):
            self._close(Kind.OBJECT if char == b"}" else Kind.ARRAY)
        elif char == b'"':
            self._add_string()
        elif char == b":":
            self._above = len(self.tokens) - 1
            self._position += 1
        elif char == b",":
            self._above = self._innermost_open(default=self._above)
            self._position += 1
        elif char in _WHITESPACE:
            self._position += 1
        else:
            self._add_primitive()

    def _add(self, token: Token, length: int) -> None:
        if self._above >= 0:
            self.tokens[self._above].size += 1
        self.tokens.append(token)
        self._position += length

    def _add_string(self) -> None:
        match = _STRING.match(self._text, self._position)
        if not match:
            raise MalformedError("a string does not end, or holds an unknown escape")
        self._add(Token(Kind.STRING, match.group(1)), len(match.group()))

    def _add_primitive(self) -> None:
        end = self._position
        while end < len(self._text) and self._text[end] not in _PRIMITIVE_ENDS:
            if not 32 <= self._text[end] < 127:
                raise MalformedError("a bare word holds a byte outside ASCII")
            end += 1
        self._add(Token(Kind.PRIMITIVE, self._text[self._position : end]), end - self._position)

    def _close(self, kind: Kind) -> None:
        index = self._innermost_open(default=-1)
        if index < 0 or self.tokens[index].kind is not kind:
            raise MalformedError("a closing bracket matches nothing")
        self.tokens[index].closed = True
        self._above = self._innermost_open(default=-1)
        self._position += 1

    def _innermost_open(self, *, default: int) -> int:
        for index in range(len(self.tokens) - 1, -1, -1):
            if not self.tokens[index].closed:
                return index
        return default


def read_members(body: bytes) -> Iterator[tuple[Token, Token]]:
    """The keys and values of the object in `body`, nested ones flattened as the firmware's walk does.

    Everything behind a NUL is ignored, as the firmware measures with `strlen`. Raises `MalformedError`, after having
    given the members before the end, where the walk runs out of tokens.
    """
    tokens = _Tokeniser(body.split(b"\0", 1)[0]).run()
    index, left = 0, 1
    key: Token | None = None
    while left > 0:
        if index >= len(tokens):
            raise MalformedError("the object ends early")
        token = tokens[index]
        if token.kind in (Kind.OBJECT, Kind.ARRAY):
            left += token.size * 2
        if index > 0:
            if key is None:
                key = token
            else:
                yield key, token
                key = None
        index += 1
        left -= 1
