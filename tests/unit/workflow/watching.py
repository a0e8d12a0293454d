"""Runs a watch against fakes."""

from __future__ import annotations

from dataclasses import replace

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.confirm import Timing, confirm
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.news import News
from tests.unit.workflow.fakes import (
    AT_ONCE,
    FakeCloud,
    FakePhoton,
    absent,
    facts_sent,
    session_with,
)

GONE = absent()
BRIEF = replace(AT_ONCE, timeout_s=0.15)
WIFI_ONLY = facts_sent(purpose=Purpose.WIFI_ONLY)
NO_ACCOUNT = facts_sent(purpose=Purpose.WIFI_ONLY, username=None)


def watch(
    cloud: FakeCloud,
    photon: FakePhoton,
    facts: Facts | None = None,
    timing: Timing = AT_ONCE,
    join: JoinMode = JoinMode.AUTO,
) -> tuple[Reason, list[News]]:
    """How a watch ends, well or not, and what it said."""
    said: list[News] = []
    try:
        proven = confirm(
            session_with(cloud, photon, join=join), facts or facts_sent(), said.append, Cancel(), timing
        ).proven
    except SetupError as exc:
        return exc.reason, said
    assert proven is not None
    return proven, said
