"""The way back from a Photon's network to where this computer was, and whether it is there."""

from __future__ import annotations

import logging
from collections.abc import Callable
from ipaddress import IPv4Address

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState
from setup_wizard.core.interface import LocalInterface
from setup_wizard.hostwifi.backend import Whereabouts, WifiBackend
from setup_wizard.hostwifi.leftovers import Visit

log = logging.getLogger(__name__)

LookUpInterface = Callable[[str, IPv4Address | None], LocalInterface]

SETTLE_S = 10.0
"""How long a system may take to choose a network by itself; not every one does so after a program left one."""
SETTLE_POLL_S = 1.0
"""Not oftener: with every question, Windows may show that this program asks for the location."""


class WayBack:
    """Brings this computer back from a visit; raises `SetupError` while it is not known to be back."""

    def __init__(self, host: IPv4Address | None, find: LookUpInterface) -> None:
        """`host` is the Photon's address in its network."""
        self._host = host
        self._find = find

    def go(self, visit: Visit, backend: WifiBackend, cancel: Cancel) -> None:
        """Restore what was there before, unless somebody has gone on to another network since.

        Cancelling ends only the wait for what the system chooses.
        """
        try:
            is_elsewhere = self._place(visit, backend) is Whereabouts.ELSEWHERE
        except SetupError as exc:
            log.info("where this computer is now cannot be known: %s", exc)
            is_elsewhere = False
        if is_elsewhere:
            backend.clean_up(Cancel())
        else:
            backend.restore(Adapter(visit.adapter), visit.former, Cancel())
            self._see_it_back(visit, backend, cancel)

    def go_after_kill(self, visit: Visit, backend: WifiBackend, cancel: Cancel) -> bool:
        """As `go`, for the visit of a run that was killed; whether there was anything to do."""
        is_left = backend.clean_up(cancel)
        adapter = next((one for one in backend.adapters(cancel) if one.name == visit.adapter), None)
        if adapter is None:
            return is_left
        is_left = is_left or self._is_left_there(visit, adapter, backend)
        if is_left:
            backend.restore(adapter, visit.former, cancel)
            self._see_it_back(visit, backend, cancel)
        return is_left

    def _see_it_back(self, visit: Visit, backend: WifiBackend, cancel: Cancel) -> None:
        """A backend that is told where to go sees to it itself, and an adapter that was idle has nowhere to go."""
        if visit.former is not None or not visit.was_connected:
            return
        budget = Budget(SETTLE_S)
        while self._place(visit, backend) is not Whereabouts.ELSEWHERE:
            if budget.spent:
                raise SetupError(Reason.JOIN_FAILED, f"no other network is joined within {SETTLE_S:g} s")
            cancel.sleep(min(SETTLE_POLL_S, budget.remaining_s))

    def _is_left_there(self, visit: Visit, adapter: Adapter, backend: WifiBackend) -> bool:
        """Whether the adapter is still where the visit took it, or nowhere.

        Raises `SetupError(PERMISSION_NEEDED)` where that cannot be known and there is nothing to go back to: what
        looks like the Photon's network may be home.
        """
        place = self._place(visit, backend)
        if place is Whereabouts.UNKNOWN and self._has_address(adapter.name, self._host):
            if visit.former is None:
                raise SetupError(Reason.PERMISSION_NEEDED, f"the system keeps to itself where {adapter.name!r} is")
            return True
        return place is Whereabouts.THERE or adapter.state is AdapterState.IDLE

    def _place(self, visit: Visit, backend: WifiBackend) -> Whereabouts:
        """What the backend says; where it says nothing, an address of another network tells, too.

        An address may outlast its network for a moment, so it does not count where there is a network to restore.
        """
        place = backend.whereabouts(Adapter(visit.adapter), visit.ssid, Cancel())
        if place is Whereabouts.UNKNOWN and visit.former is None and not self._has_address(visit.adapter, self._host):
            return Whereabouts.ELSEWHERE if self._has_address(visit.adapter, None) else place
        return place

    def _has_address(self, name: str, reaching: IPv4Address | None) -> bool:
        """Whether the adapter has an address in the network of `reaching`, or any that somebody gave it."""
        try:
            return not IPv4Address(self._find(name, reaching).ipv4).is_link_local
        except SetupError:
            return False
