"""Draws every page, state and problem in every look, size and scale: `python -m tests.screenshots [FOLDER [WORD]]`.

With a word, only the scenes whose name holds it. Qt reads its scale once, so each scale is a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys

SCALES = (1, 2)


def main() -> int:
    folder = sys.argv[1] if len(sys.argv) > 1 else "screenshots"
    word = sys.argv[2] if len(sys.argv) > 2 else ""
    command = [sys.executable, "-m", "tests.screenshots.draw", folder, word]
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    processes = [subprocess.Popen(command, env=surroundings | {"QT_SCALE_FACTOR": str(scale)}) for scale in SCALES]
    return max(process.wait() for process in processes)


if __name__ == "__main__":
    sys.exit(main())
