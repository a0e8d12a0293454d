"""The report a person can send: chosen values only, and none of them a secret."""

from __future__ import annotations

import re

from PySide6.QtCore import qVersion

from setup_wizard.crash import system_facts
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.widgets.text import without_names
from setup_wizard.workflow.flow import next_step

_ADDRESS = re.compile(r"[^\s@<>\"'(),;:=]+@[^\s@<>\"'(),;:=]+")
"""An e-mail address, as the cloud quotes one where it refuses something."""


def diagnostics(model: SetupModel) -> str:
    """The report; the network's name stands as a hash, because it can tell where somebody lives."""
    import hashlib  # here, because it loads OpenSSL

    facts = model.facts
    network = facts.network
    values = {
        **system_facts(),
        "qt": qVersion(),
        "step": next_step(facts).value,
        "problem": _without_names(str(model.problem)) if model.problem else "none",
        "purpose": facts.purpose.value if facts.purpose else "none",
        "signed in": facts.token_kind.value if facts.signed_in else "no",
        "product": facts.product.ref if facts.product else "none",
        "customer": "chosen" if facts.customer else "none",
        "reached by": "cable" if facts.cable else "Wi-Fi",
        "device id": facts.known_device_id or "unknown",
        "network": hashlib.sha256(network.ssid).hexdigest()[:12] if network else "none",
        "security": f"{network.security.kind.value} {network.security.cipher.value}" if network else "none",
        "signal": f"{network.rssi_dbm} dBm" if network and network.rssi_dbm is not None else "unknown",
        "proven": facts.proven.value if facts.proven else "nothing",
    }
    lines = [f"{at:%H:%M:%S} {_without_names(sentence)}" for at, sentence in model.lines]
    return "\n".join([*(f"{key}: {value}" for key, value in values.items()), "", *lines, ""])


def _without_names(sentence: str) -> str:
    return _ADDRESS.sub("(address)", without_names(sentence, "(name)"))
