"""The person's consent to use the location, without which macOS 14 and later keep the names of networks."""

from __future__ import annotations

from collections.abc import Callable

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.hostwifi.macos_frameworks import AUTHORIZED, NOT_DETERMINED, CLLocationManager, CoreLocation

OnMainThread = Callable[[Callable[[], None]], None]
"""Runs what it is given on the main thread, soon, whose run loop must turn: macOS asks nobody otherwise."""

ANSWER_TIMEOUT_S = 25.0
"""How long a person may think; a program outside a signed bundle is not asked at all, and waits in vain."""

POLL_S = 0.2


def require_location(framework: CoreLocation, on_main_thread: OnMainThread | None, cancel: Cancel) -> None:
    """Return once the person allows the location; asks only who was never asked, and only with `on_main_thread`.

    Raises `SetupError(PERMISSION_NEEDED)` otherwise.
    """
    kind = framework.CLLocationManager
    if not kind.locationServicesEnabled():
        raise SetupError(Reason.PERMISSION_NEEDED, "Location Services are off")
    status = kind.alloc().init().authorizationStatus()
    if status == NOT_DETERMINED:
        if on_main_thread is None:
            raise SetupError(Reason.PERMISSION_NEEDED, "Location was never asked for, and only a window can ask")
        status = _ask(framework, on_main_thread, cancel)
    if status == NOT_DETERMINED:
        raise SetupError(Reason.PERMISSION_NEEDED, f"nobody answered about Location within {ANSWER_TIMEOUT_S:g} s")
    if status not in AUTHORIZED:
        raise SetupError(Reason.PERMISSION_NEEDED, f"Location is refused, CLAuthorizationStatus {status}")


def _ask(framework: CoreLocation, on_main_thread: OnMainThread, cancel: Cancel) -> int:
    # Made on the main thread, because a manager learns of the answer by the run loop of its own thread; kept here,
    # because the question disappears with its manager.
    managers: list[CLLocationManager] = []

    def ask() -> None:
        manager = framework.CLLocationManager.alloc().init()
        managers.append(manager)
        manager.requestWhenInUseAuthorization()

    on_main_thread(ask)
    budget = Budget(ANSWER_TIMEOUT_S)
    while not budget.spent:
        for manager in managers:
            if (status := manager.authorizationStatus()) != NOT_DETERMINED:
                return status
        cancel.sleep(POLL_S)
    return NOT_DETERMINED
