"""Standard output that takes nothing any more: its reader or its terminal has gone, or the disk is full."""

from __future__ import annotations

import errno
import os
import sys
from typing import TextIO

_OF_WRITING = (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def is_of_output(exc: BaseException | None) -> bool:
    """Whether that is what it tells: whoever writes to anything else expects such an end, or names the file."""
    return (
        isinstance(exc, OSError)
        and exc.filename is None
        and (exc.errno in _OF_WRITING or _is_of_a_reader_that_went_away(exc))
    )


def tell_output_is_gone(exc: OSError) -> None:
    """Say it in one sentence; to a reader that went away, nothing."""
    is_unread = _is_of_a_reader_that_went_away(exc)
    _give_up(sys.stdout)
    if is_unread:
        return
    try:
        sys.stderr.write(f"photon-setup: the output cannot be written: {exc.strerror}\n")
    except OSError:
        # A terminal that was closed takes neither.
        _give_up(sys.stderr)


def _is_of_a_reader_that_went_away(exc: OSError) -> bool:
    """Windows says EINVAL of its pipe (python/cpython#79935), and of much else: what was not written fails again."""
    if isinstance(exc, BrokenPipeError):
        return True
    return sys.platform == "win32" and exc.errno == errno.EINVAL and not _is_written(sys.stdout)


def _is_written(stream: TextIO) -> bool:
    try:
        stream.flush()
    except OSError:
        return False
    return True


def _give_up(stream: TextIO) -> None:
    """Python would complain once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
