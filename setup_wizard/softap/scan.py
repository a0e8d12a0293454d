"""Reads `scan-ap` replies as the firmware writes them: SSID bytes raw between quotes, so often not JSON, not UTF-8."""

from __future__ import annotations

import json
import re

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.wifi import ScannedNetwork
from setup_wizard.softap.framing import object_is_complete
from setup_wizard.softap.security import security_from_number

# A record's tail is longer than the 32 bytes an SSID can have: no SSID can hold a whole one, so the first match is it.
_HEAD = re.compile(rb'\{"scans":\[')
_RECORD = re.compile(
    rb'\{"ssid":"(.{0,32}?)","rssi":(-?\d{1,9}),"sec":(-?\d{1,10}),"ch":(-?\d{1,9}),"mdr":(-?\d{1,10})\}', re.DOTALL
)
_SPACED_HEAD = re.compile(rb'\{\s*"scans"\s*:\s*\[\s*')
_SPACED_RECORD = re.compile(
    rb'\{\s*"ssid"\s*:\s*"(.{0,32}?)"\s*,\s*"rssi"\s*:\s*(-?\d{1,9})\s*,\s*"sec"\s*:\s*(-?\d{1,10})\s*,'
    rb'\s*"ch"\s*:\s*(-?\d{1,9})\s*,\s*"mdr"\s*:\s*(-?\d{1,10})\s*\}\s*',
    re.DOTALL,
)
_END = re.compile(rb"\]\s*\}")
_SEPARATOR = re.compile(rb",\s*")
_KEYS = {"ssid", "rssi", "sec", "ch", "mdr"}
_PADDING = b" \t\r\n\0"


def scan_is_complete(reply: bytes) -> bool:
    """Whether the bytes hold a whole scan reply, though quotes and braces in SSIDs stand unescaped."""
    text = reply.strip(_PADDING)
    if not text.endswith(b"}"):
        return False
    if not _SPACED_HEAD.match(text):
        return object_is_complete(text)
    if _raw_records(text, _HEAD, _RECORD) is not None or _raw_records(text, _SPACED_HEAD, _SPACED_RECORD) is not None:
        return True
    records = _json_records(text)
    # Every key is asked for, for the reason given at `_RECORD`.
    return records is not None and all(isinstance(record, dict) and record.keys() >= _KEYS for record in records)


def parse_scan(reply: bytes) -> tuple[ScannedNetwork, ...]:
    """Every network of the reply, in its order, duplicates kept; raises `SetupError(NOT_A_PHOTON)` if it is no scan."""
    text = reply.strip(_PADDING)
    networks = _raw_records(text, _HEAD, _RECORD)
    if networks is not None:
        return tuple(networks)
    records = _json_records(text)
    if records is not None:
        return tuple(network for record in records if (network := _from_json(record)) is not None)
    networks = _raw_records(text, _SPACED_HEAD, _SPACED_RECORD)
    if networks is not None:
        return tuple(networks)
    raise SetupError(Reason.NOT_A_PHOTON, "the answer to scan-ap is not a list of networks")


def _raw_records(text: bytes, head: re.Pattern[bytes], record: re.Pattern[bytes]) -> list[ScannedNetwork] | None:
    """The networks if the whole reply has this shape, else None; SSIDs are taken as they stand, never unescaped."""
    start = head.match(text)
    if start is None:
        return None
    networks = []
    position = start.end()
    while match := record.match(text, position):
        ssid, rssi, sec, channel, rate = match.groups()
        networks.append(_network(ssid, int(rssi), int(sec), int(channel), int(rate)))
        position = match.end()
        if separator := _SEPARATOR.match(text, position):
            position = separator.end()
    return networks if _END.fullmatch(text, position) else None


def _json_records(text: bytes) -> list[object] | None:
    """The records of real JSON, as other programs write it, else None."""
    try:
        scans = json.loads(text.decode("utf-8"))["scans"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return scans if isinstance(scans, list) else None


def _from_json(record: object) -> ScannedNetwork | None:
    if not isinstance(record, dict) or not isinstance(record.get("ssid"), str):
        return None

    def number(key: str, default: int) -> int:
        value = record.get(key)
        return value if isinstance(value, int) else default

    ssid = record["ssid"].encode("utf-8", "surrogatepass")
    return _network(ssid, number("rssi", -100), number("sec", -1), number("ch", 0), number("mdr", 0))


def _network(ssid: bytes, rssi_dbm: int, sec: int, channel: int, max_rate_kbit_s: int) -> ScannedNetwork:
    return ScannedNetwork(ssid, rssi_dbm, security_from_number(sec), sec, channel, max_rate_kbit_s)
