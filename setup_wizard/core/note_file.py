"""One small JSON file that outlives a run; nothing depends on its being there."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


class NoteFile:
    """`what` names it in the log. A full disk or a foreign file is no failure: a later run only knows less."""

    def __init__(self, path: Path, what: str) -> None:
        self._path = path
        self._what = what

    def write(self, fields: Mapping[str, object]) -> None:
        """Keep these fields, in place of earlier ones; readable by this person only."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            self._path.write_text(json.dumps(fields), encoding="utf-8")
        except OSError as exc:
            log.warning("%s cannot be written: %s", self._what, exc)

    def read(self) -> dict[str, Any] | None:
        """The fields; None without a file, or with one that holds no object."""
        try:
            fields = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, RecursionError) as exc:
            self.complain(exc)
            return None
        if not isinstance(fields, dict):
            self.complain(TypeError())
            return None
        return fields

    def complain(self, exc: Exception) -> None:
        """Whoever reads the fields found something else in them."""
        log.warning("%s cannot be read: %s", self._what, type(exc).__name__)

    def clear(self) -> None:
        """Remove it."""
        try:
            self._path.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as exc:
            log.warning("%s cannot be removed: %s", self._what, exc)
