"""Remembers, across runs, that a Photon was sent off but not yet seen in the cloud; holds no secret.

A run that was interrupted while it watched cannot be repeated: the Photon has left setup mode. The next run looks here
and asks the cloud, so it ends right.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from setup_wizard.core.account import CloudDevice, is_same_user
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity, parse_device_id
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.note_file import NoteFile
from setup_wizard.core.wifi import Cipher, Security, SecurityKind
from setup_wizard.workflow.access import SIGN_IN_OVER, asks_cloud, look_up
from setup_wizard.workflow.evidence import proves
from setup_wizard.workflow.facts import ChosenNetwork, Facts, Sent
from setup_wizard.workflow.session import Session

KEPT_FOR = timedelta(hours=1)
"""As long as the claim code on the Photon is good."""
LOOK_TOTAL_S = 5.0
UNFINISHED_LOOK_S = 4.0
"""How often the cloud is asked for it."""


class Journal:
    """One unfinished setup, in one small file."""

    def __init__(self, path: Path, api: str) -> None:
        self._file = NoteFile(path, "the journal")
        self._api = api

    def note_sent(self, facts: Facts) -> None:
        """The Photon was sent off, or claimed by its id since: whoever finishes it has to know.

        Without the file a later run only knows less, so a full disk is no failure.
        """
        if facts.device is None or facts.network is None or facts.sent is None or not asks_cloud(facts):
            return
        before = facts.device_before(facts.device.device_id)
        entry = {
            "api": self._api,
            "username": facts.username,
            "purpose": facts.purpose,
            "product": facts.product.ref if facts.product else None,
            "customer": facts.customer,
            "name": facts.expected_name,
            "device_id": facts.device.device_id,
            "port": facts.cable.name if facts.cable else None,
            "ssid": facts.network.ssid.hex(),
            "security": [facts.network.security.kind, facts.network.security.cipher],
            "security_number": facts.network.security_number,
            "sent_at": datetime.now(UTC).isoformat(),
            "server_time": _text(facts.sent.server_time),
            "sends": facts.sends,
            "claimed_by_id": facts.sent.claimed_by_id,
            "before": before and {"handshake": _text(before.last_handshake_at), "heard": _text(before.last_heard)},
        }
        self._file.write(entry)

    def clear(self) -> None:
        """It ended, well or not, or another Photon is being set up."""
        self._file.clear()

    def unfinished(self, facts: Facts) -> Facts | None:
        """The facts of the unfinished setup, if account, device and network are the ones wanted, and it is not old."""
        wanted_ssid = facts.network.ssid if facts.network else facts.expected_ssid
        if (entry := self._file.read()) is None:
            return None
        try:
            product = facts.product.ref if facts.product else None
            wanted = (self._api, facts.purpose, product, facts.customer)
            is_ours = (entry["api"], entry["purpose"], entry["product"], entry["customer"]) == wanted
            is_ours = is_ours and is_same_user(entry["username"], facts.username or "")
            age = datetime.now(UTC) - datetime.fromisoformat(entry["sent_at"])
            device_id = parse_device_id(entry["device_id"])
            port, name = entry["port"], entry["name"]
            kind, cipher = entry["security"]
            security = Security(SecurityKind(kind), Cipher(cipher))
            network = ChosenNetwork(bytes.fromhex(entry["ssid"]), security, entry["security_number"])
            sent = Sent(_time(entry["server_time"]), reply_seen=True, claimed_by_id=entry["claimed_by_id"] is not False)
            sends = int(entry["sends"])
            before = entry["before"] and CloudDevice(
                device_id,
                last_handshake_at=_time(entry["before"]["handshake"]),
                last_heard=_time(entry["before"]["heard"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError, SetupError) as exc:
            self._file.complain(exc)
            return None
        named = {facts.expected_device_id, facts.cable.device_id if facts.cable else None} - {None}
        # A port says which device is meant: where nothing tells its id, only the port itself can.
        is_device = named == {device_id} or (not named and (facts.cable is None or facts.cable.name == port))
        is_wanted = is_device and wanted_ssid in (None, network.ssid) and (named or name == facts.expected_name)
        if not (asks_cloud(facts) and is_ours and is_wanted and timedelta(0) <= age < KEPT_FOR):
            return None
        return replace(
            facts,
            device=DeviceIdentity(device_id, claimed_once=False),
            devices_before=(before,) if before else (),
            imported=device_id if facts.imports else None,
            network=network,
            sent=sent,
            sends=sends,
            resumed=True,
        )


def finish_unfinished(session: Session, facts: Facts, cancel: Cancel) -> Facts | None:
    """The facts of an interrupted setup if the cloud proves now that it worked; a Photon to set up comes first."""
    unfinished = session.journal.unfinished(facts) if session.journal else None
    if unfinished is None or unfinished.device is None:
        return None
    device_id = unfinished.device.device_id
    try:
        entry = look_up(session, unfinished, device_id, cancel, total_s=LOOK_TOTAL_S)
    except SetupError as exc:
        if exc.reason in (*SIGN_IN_OVER, Reason.CANCELLED):
            raise
        return None
    return unfinished if entry is not None and proves(entry, unfinished) else None


def _text(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
