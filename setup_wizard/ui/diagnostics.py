"""The report a person can send: chosen values only, and none of them a secret."""

from __future__ import annotations

import hashlib
import platform

from PySide6.QtCore import qVersion

from setup_wizard import __version__
from setup_wizard.ui.model import SetupModel
from setup_wizard.workflow.flow import next_step


def diagnostics(model: SetupModel) -> str:
    """The report; the network's name stands as a hash, because it can tell where somebody lives."""
    facts = model.facts
    network = facts.network
    values = {
        "photon-setup": __version__,
        "system": platform.platform(),
        "python": platform.python_version(),
        "qt": qVersion(),
        "step": next_step(facts).value,
        "problem": str(model.problem) if model.problem else "none",
        "purpose": facts.purpose.value if facts.purpose else "none",
        "device id": facts.device.device_id if facts.device else "unknown",
        "network": hashlib.sha256(network.ssid).hexdigest()[:12] if network else "none",
        "security": f"{network.security.kind.value} {network.security.cipher.value}" if network else "none",
        "signal": f"{network.rssi_dbm} dBm" if network and network.rssi_dbm is not None else "unknown",
        "proven": facts.proven.value if facts.proven else "nothing",
    }
    name = network.name if network else ""
    lines = [
        f"{at:%H:%M:%S} {sentence.replace(name, '(network)') if name else sentence}" for at, sentence in model.lines
    ]
    return "\n".join([*(f"{key}: {value}" for key, value in values.items()), "", *lines, ""])
