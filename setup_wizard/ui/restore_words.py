"""A returned device in words: where the cloud has it, and what is changed about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from setup_wizard.core.device import DeviceId
from setup_wizard.ui.product_words import product_name
from setup_wizard.ui.widgets.fact_table import Fact
from setup_wizard.ui.widgets.text import isolated
from setup_wizard.workflow.news import Change
from setup_wizard.workflow.restore import NewOwner, Place


def change_word(change: Change) -> str:
    """What is to be done, as a line of a list."""
    words = {
        Change.UNCLAIM: QCoreApplication.translate("Restore", "Take it from its owner"),
        Change.REMOVE: QCoreApplication.translate("Restore", "Take it out of the product"),
        Change.CLAIM: QCoreApplication.translate("Restore", "Give it to its new owner"),
        Change.FLASH: QCoreApplication.translate("Restore", "Flash Tinker"),
    }
    return words[change]


def changed_word(change: Change) -> str:
    """The same as something that is, or will be, behind us."""
    words = {
        Change.UNCLAIM: QCoreApplication.translate("Restore", "Taken from its owner"),
        Change.REMOVE: QCoreApplication.translate("Restore", "Taken out of the product"),
        Change.CLAIM: QCoreApplication.translate("Restore", "Given to its new owner"),
        Change.FLASH: QCoreApplication.translate("Restore", "Tinker flashed"),
    }
    return words[change]


def listed(words: Iterable[str]) -> str:
    """Several changes on one line."""
    return " · ".join(words)


def new_owner(place: Place) -> NewOwner:
    """Whom the cloud shows it to belong to, after it was restored."""
    if place.is_ours and place.product is None:
        return NewOwner.SIGNED_IN
    return NewOwner.CUSTOMER if place.owner else NewOwner.NOBODY


def restored_word(place: Place) -> str:
    """What became of it, as a title."""
    words = {
        NewOwner.NOBODY: QCoreApplication.translate("Restore", "The device is given back"),
        NewOwner.SIGNED_IN: QCoreApplication.translate("Restore", "The device is in your account"),
        NewOwner.CUSTOMER: QCoreApplication.translate("Restore", "The device belongs to %1 now"),
    }
    return words[new_owner(place)].replace("%1", isolated(place.owner))


def place_facts(device_id: DeviceId, place: Place) -> list[Fact]:
    """Whose it is, where it is, and when the cloud heard from it."""
    rows = [Fact(QCoreApplication.translate("Restore", "Device ID"), device_id, fixed=True)]
    if place.name:
        rows.append(Fact(QCoreApplication.translate("Restore", "Name"), place.name))
    yours = QCoreApplication.translate("Restore", "Your account") if place.is_ours else ""
    nobody = QCoreApplication.translate("Restore", "Nobody")
    rows.append(Fact(QCoreApplication.translate("Restore", "Owner"), place.owner or yours or nobody))
    product = f"{product_name(place.product)} ({place.product.ref})" if place.product else ""
    rows.append(
        Fact(
            QCoreApplication.translate("Restore", "Product"),
            product or QCoreApplication.translate("Restore", "None"),
        )
    )
    rows.append(Fact(QCoreApplication.translate("Restore", "Last heard"), _heard(place)))
    return rows


def _heard(place: Place) -> str:
    if place.last_heard is None:
        at = QCoreApplication.translate("Restore", "Never, as far as can be seen")
    else:
        at = QLocale().toString(_on_this_clock(place.last_heard), QLocale.FormatType.ShortFormat)
    if not place.online:
        return at
    return QCoreApplication.translate("Restore", "%1, online now").replace("%1", at)


def _on_this_clock(moment: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
