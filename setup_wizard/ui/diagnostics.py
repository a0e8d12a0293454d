"""The report a person can send: chosen values only, and none of them a secret."""

from __future__ import annotations

import platform
import re

from PySide6.QtCore import qVersion

from setup_wizard import __version__
from setup_wizard.ui.model import SetupModel
from setup_wizard.workflow.flow import next_step

_ISOLATED_NAME = re.compile("\u2068.*?\u2069", re.DOTALL)
"""A network's name as it stands in a sentence, today's or one chosen before."""


def diagnostics(model: SetupModel) -> str:
    """The report; the network's name stands as a hash, because it can tell where somebody lives."""
    import hashlib  # here, because it loads OpenSSL

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
    lines = [f"{at:%H:%M:%S} {_ISOLATED_NAME.sub('(network)', sentence)}" for at, sentence in model.lines]
    return "\n".join([*(f"{key}: {value}" for key, value in values.items()), "", *lines, ""])
