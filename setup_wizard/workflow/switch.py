"""Changing this computer's network, by itself where it can, else by asking the person."""

from __future__ import annotations

import logging

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.news import Ask, CannotJoin, Say
from setup_wizard.workflow.session import Session

log = logging.getLogger(__name__)


def join_photon_network(session: Session, say: Say, cancel: Cancel) -> bool:
    """Go to the Photon's network, or say why not and ask for it; True if this computer went by itself.

    Whether it is there is for the caller to see.
    """
    if not session.join.changes_networks:
        return False
    try:
        if bring_to_photon(session, cancel):
            return True
    except SetupError as exc:
        if exc.reason is Reason.CANCELLED:
            raise
        log.info("join: %s", exc)
        say(CannotJoin(exc.reason, exc.detail))
    say(Ask.JOIN_PHOTON)
    return False


def bring_to_photon(session: Session, cancel: Cancel) -> bool:
    """Join the Photon's network without asking anybody, if that is wanted; False where only a person can."""
    if session.join is not JoinMode.AUTO or session.host is None:
        return False
    return session.host.join_photon(cancel, session.photon_ssid)


def leave_photon_network(session: Session, say: Say, cancel: Cancel) -> None:
    """Go back to the network with the internet, or ask for it."""
    if not session.join.changes_networks:
        return
    if session.join is JoinMode.MANUAL or session.host is None or not session.host.leave_photon(cancel):
        say(Ask.LEAVE_PHOTON)
