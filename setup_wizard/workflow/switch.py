"""Changing this computer's network, by itself where it can, else by asking the person."""

from __future__ import annotations

import logging
from typing import NamedTuple

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.news import Ask, CannotJoin, Say
from setup_wizard.workflow.session import Session

log = logging.getLogger(__name__)


class Going(NamedTuple):
    """Whether this computer went to the Photon's network by itself, and what kept it from that."""

    went: bool = False
    hindrance: SetupError | None = None


def join_photon_network(session: Session, say: Say, cancel: Cancel) -> Going:
    """Go to the Photon's network, or say why not and ask for it. Whether it is there is for the caller to see."""
    if not session.join.changes_networks:
        return Going()
    hindrance = None
    try:
        if bring_to_photon(session, cancel):
            return Going(went=True)
    except SetupError as exc:
        if exc.reason is Reason.CANCELLED:
            raise
        log.info("join: %s", exc)
        say(CannotJoin(exc.reason, exc.detail))
        hindrance = exc
    say(Ask.JOIN_PHOTON)
    return Going(hindrance=hindrance)


def bring_to_photon(session: Session, cancel: Cancel) -> bool:
    """Join the Photon's network without asking anybody, if that is wanted; False where only a person can."""
    if session.join is not JoinMode.AUTO or session.host is None:
        return False
    return session.host.join_photon(cancel, session.photon_ssid)


def leave_photon_network(session: Session, say: Say, cancel: Cancel) -> None:
    """Go back to the network with the internet, or ask for it."""
    if not session.join.changes_networks:
        return
    if not _goes_back(session, cancel):
        say(Ask.LEAVE_PHOTON)


def _goes_back(session: Session, cancel: Cancel) -> bool:
    """Whether this computer is back by itself; a system that cannot do it, or hangs, leaves it to the person."""
    if session.join is JoinMode.MANUAL or session.host is None:
        return False
    try:
        return session.host.leave_photon(cancel)
    except SetupError as exc:
        if exc.reason is Reason.CANCELLED:
            raise
        log.info("leave: %s", exc)
        return False
