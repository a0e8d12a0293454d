"""Where a reply ends: the device sends no length, and old firmware does not always close (device-os issue 1252)."""

from __future__ import annotations

from setup_wizard.core.errors import Reason, SetupError

MAX_REPLY_BYTES = 64 * 1024
"""Half of a Photon's memory, far above its longest scan; more is not a Photon."""

_QUOTE, _BACKSLASH, _OPEN, _CLOSE = b'"\\{}'


def object_is_complete(reply: bytes) -> bool:
    """Whether the bytes hold one whole JSON object, by braces outside strings."""
    if b"}" not in reply:
        return False
    depth = 0
    in_string = False
    skip = False
    for byte in reply:
        if skip:
            skip = False
        elif in_string:
            skip = byte == _BACKSLASH
            in_string = byte != _QUOTE
        elif byte == _QUOTE:
            in_string = True
        elif byte == _OPEN:
            depth += 1
        elif byte == _CLOSE:
            depth -= 1
            if depth <= 0:
                return True
    return False


def check_growing_reply(reply: bytes) -> None:
    """Raise `SetupError(NOT_A_PHOTON)` as soon as the bytes cannot become a Photon's answer."""
    if len(reply) > MAX_REPLY_BYTES:
        raise SetupError(Reason.NOT_A_PHOTON, f"the answer is longer than {MAX_REPLY_BYTES} bytes")
    text = reply.lstrip()
    if text and not text.startswith(b"{"):
        raise SetupError(Reason.NOT_A_PHOTON, "the answer is not JSON")
