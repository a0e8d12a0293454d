"""For all tests: no window ever opens on the screen of whoever runs them."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
