"""What is kept between runs, in the system's own place for settings; never a secret."""

from __future__ import annotations

from PySide6.QtCore import QSettings

_USERNAME = "sign_in/username"


def last_username() -> str:
    """Whose account was used last; empty for nobody."""
    return str(QSettings().value(_USERNAME, ""))


def remember_username(username: str) -> None:
    """Prefill it next time; empty forgets it."""
    settings = QSettings()
    if username:
        settings.setValue(_USERNAME, username)
    else:
        settings.remove(_USERNAME)
