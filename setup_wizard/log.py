"""Where the log goes: standard error, never with a secret in it."""

from __future__ import annotations

import logging
import sys


def log_to_stderr(*, verbose: bool = False) -> None:
    """Warnings and worse, or everything."""
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.WARNING,
        format="%(asctime)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
