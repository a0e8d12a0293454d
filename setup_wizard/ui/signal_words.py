"""Signal strength and security as people read them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from setup_wizard.core.wifi import SecurityKind
from setup_wizard.workflow.words import QT_TRANSLATE_NOOP

_SECURITY_WORDS = (
    (SecurityKind.OPEN, QT_TRANSLATE_NOOP("Signal", "Open")),
    (SecurityKind.WEP, QT_TRANSLATE_NOOP("Signal", "WEP, often fails")),
    (SecurityKind.WPA, QT_TRANSLATE_NOOP("Signal", "WPA")),
    (SecurityKind.WPA2, QT_TRANSLATE_NOOP("Signal", "WPA2")),
    (SecurityKind.WPA_ENTERPRISE, QT_TRANSLATE_NOOP("Signal", "Enterprise")),
    (SecurityKind.WPA2_ENTERPRISE, QT_TRANSLATE_NOOP("Signal", "Enterprise")),
    (SecurityKind.UNKNOWN, QT_TRANSLATE_NOOP("Signal", "Secured")),
)
_SIGNAL_WORDS = (
    (-60, 4, QT_TRANSLATE_NOOP("Signal", "strong signal")),
    (-68, 3, QT_TRANSLATE_NOOP("Signal", "good signal")),
    (-75, 2, QT_TRANSLATE_NOOP("Signal", "fair signal")),
)
_WEAK = QT_TRANSLATE_NOOP("Signal", "weak signal")


def security_word(kind: SecurityKind) -> str:
    """One or two words for a security."""
    return QCoreApplication.translate("Signal", dict(_SECURITY_WORDS)[kind])


def bars(rssi_dbm: int) -> int:
    """One to four bars."""
    return next((count for limit, count, _word in _SIGNAL_WORDS if rssi_dbm >= limit), 1)


def signal_word(rssi_dbm: int) -> str:
    """The strength in words."""
    word = next((word for limit, _count, word in _SIGNAL_WORDS if rssi_dbm >= limit), _WEAK)
    return QCoreApplication.translate("Signal", word)
