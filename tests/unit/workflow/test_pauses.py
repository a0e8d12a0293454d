from __future__ import annotations

import pytest

from setup_wizard.workflow import pauses
from setup_wizard.workflow.pauses import GrowingPauses


def test_each_pause_is_longer_than_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 100.0
    monkeypatch.setattr(pauses.time, "monotonic", lambda: now_s)
    tries = GrowingPauses(first_s=10.0, growth=2.0)
    assert not tries.is_due
    now_s = 110.0
    assert tries.is_due
    tries.begin_next()
    now_s = 129.0
    assert not tries.is_due
    now_s = 130.0
    assert tries.is_due
