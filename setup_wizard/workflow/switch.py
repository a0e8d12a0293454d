"""Changing this computer's network, by itself where it can, else by asking the person."""

from __future__ import annotations

from setup_wizard.core.cancel import Cancel
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.news import Ask, Say
from setup_wizard.workflow.session import Session


def join_photon_network(session: Session, say: Say, cancel: Cancel) -> None:
    """Go to the Photon's network, or ask for it; whether it worked is for the caller to see."""
    if session.join is JoinMode.NONE:
        return
    if session.join is JoinMode.MANUAL or session.host is None or not session.host.join_photon(cancel):
        say(Ask.JOIN_PHOTON)


def leave_photon_network(session: Session, say: Say, cancel: Cancel) -> None:
    """Go back to the network with the internet, or ask for it."""
    if session.join is JoinMode.NONE:
        return
    if session.join is JoinMode.MANUAL or session.host is None or not session.host.leave_photon(cancel):
        say(Ask.LEAVE_PHOTON)
