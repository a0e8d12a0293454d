"""The steps of a setup, in their order. Which of them a setup has, and which is next, says `flow`."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """The steps of a setup; the values appear in `--json`."""

    PURPOSE = "purpose"
    SIGN_IN = "sign_in"
    PRODUCT = "product"
    CUSTOMER = "customer"
    RESTORE = "restore"
    JOIN = "join"
    NETWORK = "network"
    PASSWORD = "password"  # noqa: S105 - a step, not a secret
    CONFIRM = "confirm"
    DONE = "done"
