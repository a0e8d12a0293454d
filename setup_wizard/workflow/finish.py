"""What is nice to do once the device is online and ours; a failure here is not a failed setup."""

from __future__ import annotations

from dataclasses import replace

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.session import Session

BLINK_S = 5.0


def name_device(session: Session, facts: Facts, name: str, cancel: Cancel) -> Facts:
    """Give the device a name in the cloud."""
    if facts.device is None:
        raise SetupError(Reason.CLOUD_ERROR, "there is no device to name")
    kept = session.cloud.rename_device(session.require_token(), facts.device.device_id, name.strip(), cancel)
    return replace(facts, device_name=kept)


def blink(session: Session, facts: Facts, cancel: Cancel) -> None:
    """Let the device's light play all colours for a moment, so that the person sees which one it is."""
    if facts.device is None:
        raise SetupError(Reason.CLOUD_ERROR, "there is no device to signal")
    token = session.require_token()
    session.cloud.signal_device(token, facts.device.device_id, True, cancel)
    cancel.sleep(BLINK_S)
    session.cloud.signal_device(token, facts.device.device_id, False, cancel)
