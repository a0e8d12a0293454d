"""What is kept between runs, in the system's own place for settings; never a secret."""

from __future__ import annotations

from PySide6.QtCore import QSettings

_USERNAME = "sign_in/username"
_PRODUCT = "product/last"
_CLIENTS = "product/clients"
_BY_HAND = "join/by_hand"
_UPDATES = "updates/look"
_UPDATES_DAY = "updates/looked_on"


def last_username() -> str:
    """Whose account was used last; empty for nobody."""
    return _read(_USERNAME)


def remember_username(username: str) -> None:
    """Prefill it next time; empty forgets it."""
    _write(_USERNAME, username)


def last_product() -> str:
    """The id or slug of the product used last; empty for none."""
    return _read(_PRODUCT)


def remember_product(ref: str) -> None:
    """Choose it next time."""
    _write(_PRODUCT, ref)


def last_client_id(product: str) -> str:
    """The id of the OAuth client used last for this product; empty for none."""
    return _read(f"{_CLIENTS}/{product}")


def remember_client_id(product: str, client_id: str) -> None:
    """Prefill it next time; its secret is the keyring's."""
    _write(f"{_CLIENTS}/{product}", client_id)


def joins_by_hand() -> bool:
    """Whether the person changed networks by hand the last time."""
    return _read(_BY_HAND) == "yes"


def remember_by_hand(by_hand: bool) -> None:
    """Choose it next time."""
    _write(_BY_HAND, "yes" if by_hand else "")


def looks_for_updates() -> bool:
    """Whether the person wants newer versions looked for; not unless they said so."""
    return _read(_UPDATES) == "yes"


def remember_looks_for_updates(wanted: bool) -> None:
    """Look for them from now on, or no more."""
    _write(_UPDATES, "yes" if wanted else "")


def updates_day() -> str:
    """The day when they were looked for last, as YYYY-MM-DD; empty for never."""
    return _read(_UPDATES_DAY)


def remember_updates_day(day: str) -> None:
    """They were looked for on this day."""
    _write(_UPDATES_DAY, day)


def _read(key: str) -> str:
    return str(QSettings().value(key, ""))


def _write(key: str, value: str) -> None:
    settings = QSettings()
    if value:
        settings.setValue(key, value)
    else:
        settings.remove(key)
