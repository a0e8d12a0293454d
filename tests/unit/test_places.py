from __future__ import annotations

import pytest

from setup_wizard import places
from setup_wizard.compose import users_journal
from setup_wizard.options import Options
from setup_wizard.workflow.facts import Facts


def test_somebody_without_a_home_goes_on_without_what_is_kept_between_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_none(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr(places, "user_state_path", find_none)
    assert not places.visit_file().exists()
    journal = users_journal(Options())
    assert journal.unfinished(Facts()) is None
    journal.clear()
