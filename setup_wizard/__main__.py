"""Opens the window, or hands over to what the command line asks for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """The command `photon-setup`; the return value is the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _open_missing_streams()
    try:
        try:
            return _run(words)
        finally:
            # Here, not when Python ends, can it still be told that it does not get out.
            sys.stdout.flush()
    except KeyboardInterrupt:
        # A setup under way reports this by itself; before and after one there is nothing to report.
        return 1
    except OSError as exc:
        from setup_wizard.output import is_of_output, tell_output_is_gone

        if not is_of_output(exc):
            raise
        tell_output_is_gone(exc)
        return 1


def _run(words: list[str]) -> int:
    if not words:
        return _window()
    from setup_wizard.commands import run_command

    return run_command(words)


def _open_missing_streams() -> None:
    """A windowed program on Windows has no standard output and error; whoever writes there need not know."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - until the end


def _window() -> int:
    """Without words there is nothing to read, and the window is not kept waiting for what reads them."""
    from setup_wizard.log import log_to_stderr
    from setup_wizard.ui.plain_imports import use_plain_imports

    log_to_stderr()
    use_plain_imports()
    from setup_wizard.ui.app import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
