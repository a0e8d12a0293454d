"""How the listening console prints and reads lines (firmware: system_setup.cpp, spark_wiring_stream.cpp)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.pseudo_port import PseudoPort

_BACKSPACE, _DELETE = 0x08, 0x7F
_LINE_ENDS = b"\r\n"
_UNKNOWN_PROMPT = b"Country code: "
_SHORTEST_LINE_LEFT = 3


class Prompt(StrEnum):
    """What the console prints in a dialogue, by the names that faults know."""

    SSID = "ssid"
    SECURITY = "security"
    CIPHER = "cipher"
    PASSWORD = "password"  # noqa: S105 - a prompt's name, not a secret
    EAP_TYPE = "eap-type"
    USERNAME = "username"
    CLIENT_CERTIFICATE = "client-certificate"
    PRIVATE_KEY = "private-key"
    OUTER_IDENTITY = "outer-identity"
    ROOT_CA = "root-ca"
    THANKS = "thanks"
    OUTCOME = "outcome"
    CLAIM_CODE = "claim-code"
    CLAIM_CODE_OUTCOME = "claim-code-outcome"


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt and its answer: at most `longest` bytes, and starting with one of `choices` if there are any.

    It is asked again until the answer fits, and `required` ones until it is not empty.
    """

    prompt: Prompt
    text: bytes
    longest: int
    choices: bytes = b""
    required: bool = False

    def accepts(self, answer: bytes) -> bool:
        """Whether this is an answer."""
        if self.choices:
            return bool(answer) and answer[0] in self.choices
        return bool(answer) or not self.required


class ConsoleLine:
    """One port as the console sees it; everything raises `UnpluggedError`. `unplug` has the cable pulled."""

    def __init__(self, port: PseudoPort, faults: Faults, char_s: float, unplug: Callable[[], None]) -> None:
        """`char_s`: how long to wait after each printed character."""
        self._port = port
        self._faults = faults
        self._char_s = char_s
        self._unplug = unplug
        self._held_echo = b""

    def read_key(self) -> int:
        """The next byte, without an echo."""
        self._held_echo = b""
        return self._port.read()

    def pause(self, seconds: float) -> None:
        """Be busy."""
        self._port.pause(seconds)

    def say(self, name: str, text: bytes) -> None:
        """Print, as the faults for this prompt or key want it."""
        faults = self._faults
        if faults.setting(Fault.UNPLUGGED, name):
            self._unplug()
            self._port.pause(None)
        if faults.setting(Fault.NEVER_ANSWER, name):
            self._port.pause(None)
        if late := faults.setting(Fault.LATE, name):
            self._port.pause(late.seconds)
        if faults.setting(Fault.PROMPT_MISSING, name):
            return
        slow = faults.setting(Fault.ONE_BYTE_AT_A_TIME, name)
        self._print(text, slow.seconds if slow else None)
        self._port.write(self._held_echo)
        self._held_echo = b""

    def ask(self, question: Question) -> bytes:
        """The answer, up to its first NUL; a question that is missing is answered with its first choice."""
        if self._faults.setting(Fault.PROMPT_MISSING, question.prompt):
            return question.choices[:1]
        if self._faults.setting(Fault.PROMPT_UNKNOWN, question.prompt):
            self._print(_UNKNOWN_PROMPT)
            self._read_line(question.prompt, question.longest)
            self._port.discard()
        while True:
            self.say(question.prompt, question.text)
            answer = self._read_line(question.prompt, question.longest)
            self._port.discard()
            if question.accepts(answer):
                return answer

    def ask_lines(self, question: Question) -> bytes:
        """Lines up to an empty one, each with CRLF after it; input is only discarded where there was no room for it."""
        if self._faults.setting(Fault.PROMPT_MISSING, question.prompt):
            return b""
        self.say(question.prompt, question.text)
        text, left = b"", question.longest
        while left > _SHORTEST_LINE_LEFT:
            line = self._read_line(question.prompt, left)
            if not line:
                return text
            left -= len(line)
            text += line + (b"\r\n" if left > _SHORTEST_LINE_LEFT else b"")
        self._port.discard()
        return text

    def _read_line(self, name: str, longest: int) -> bytes:
        """A line ends at CR or LF, or at the first byte that it has no room for, which is lost."""
        line = bytearray()
        while (byte := self._port.read()) not in _LINE_ENDS and len(line) < longest:
            if byte not in (_BACKSPACE, _DELETE):
                line.append(byte)
            elif line:
                line.pop()
            else:
                continue
            self._echo(name, byte)
        if self._faults.setting(Fault.ECHO_INTERLEAVED, name):
            half = len(self._held_echo) // 2
            self._print(self._held_echo[:half] + b"\r\n" + self._held_echo[half:])
            self._held_echo = b""
        else:
            self._print(b"\r\n")
        return bytes(line).split(b"\0", 1)[0]

    def _echo(self, name: str, byte: int) -> None:
        if self._faults.setting(Fault.ECHO_INTERLEAVED, name) or self._faults.setting(Fault.ECHO_LATE, name):
            self._held_echo += bytes([byte])
        else:
            self._port.write(bytes([byte]))

    def _print(self, text: bytes, pause_s: float | None = None) -> None:
        """In one piece, unless there is a pause after every byte."""
        pause_s = pause_s if pause_s is not None else self._char_s or None
        if pause_s is None:
            self._port.write(text)
            return
        for byte in text:
            self._port.write(bytes([byte]))
            self._port.pause(pause_s)
