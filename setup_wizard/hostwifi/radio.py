"""This computer's Wi-Fi as a setup needs it: to a Photon's network and back, whatever the system is."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from ipaddress import AddressValueError, IPv4Address
from typing import TypeVar

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.core.interface import LocalInterface
from setup_wizard.core.wifi import ssid_text
from setup_wizard.hostwifi.backend import WifiBackend
from setup_wizard.hostwifi.interfaces import find_interface
from setup_wizard.hostwifi.leftovers import Leftovers, Visit
from setup_wizard.hostwifi.photons import listed, photons_among
from setup_wizard.hostwifi.way_back import LookUpInterface, WayBack
from setup_wizard.hostwifi.worker import Worker, wait_for

log = logging.getLogger(__name__)

T = TypeVar("T")

ADDRESS_S = 15.0
ADDRESS_POLL_S = 0.2
LOOKS = 3
"""How often is looked before no Photon counts as there: a scan misses networks now and then."""
LOOK_S = 6.0
"""How long at least: a system that has just scanned by itself, or is doing so, tells what it heard before."""
LOOK_PAUSE_S = 1.0
MOST_REJOINS = 3
"""How often a system that leaves the Photon's network by itself is brought back."""

LOOK_TIMEOUT_S = 60.0
"""Long enough for a person who is asked for a permission."""
JOIN_TIMEOUT_S = 180.0
"""Long enough for a person who has to type a password for the system."""
RETURN_TIMEOUT_S = 30.0
"""Who has to be asked for a password meanwhile is asked to go back by hand, too; the system's question stays."""
CLOSE_TIMEOUT_S = 12.0
"""Longer than a system may take to choose a network by itself."""
ADAPTERS_GRACE_S = 0.15
"""How long a connection to the Photon waits to learn which interfaces are Wi-Fi."""

_PREFERRED = (AdapterState.IDLE, AdapterState.CONNECTED, AdapterState.UNKNOWN)


class Radio:
    """Joins a Photon's network and comes back. Only `SetupError` is raised; cancelling ends every wait at once.

    The backend is made and called on one thread, in order, and only once somebody asks for something; `close` ends it.
    What is left when a call failed or was cancelled is undone behind the caller's back.
    """

    def __init__(
        self,
        find_backend: Callable[[], WifiBackend | None],
        leftovers: Leftovers,
        *,
        prefix: str,
        host: str,
        interface: str | None = None,
        find: LookUpInterface = find_interface,
    ) -> None:
        """`prefix` is how Photons' networks are called, `host` the Photon's address there.

        `interface` is the only one to use.
        """
        self._find_backend = find_backend
        self._leftovers = leftovers
        self._name = prefix.encode("utf-8", "surrogateescape")
        self._host = _address(host)
        self._interface = interface
        self._find = find
        self._way_back = WayBack(self._host, find)
        self._worker = Worker()
        self._is_closed = False
        self._chosen = interface
        self._asked: Future[tuple[Adapter, ...]] | None = None
        self._wifi_interfaces: tuple[str, ...] = ()
        # Changed on the worker only.
        self._backend: WifiBackend | None = None
        self._visit: Visit | None = None
        self._owed: Visit | None = None
        """One that this computer did not come back from: tried again with every later chance."""
        self._rejoins = 0

    def adapters(self, cancel: Cancel) -> tuple[Adapter, ...]:
        """Those that can be used, best first: one that is idle costs nobody a connection.

        Raises `SetupError`: NO_WIFI_ADAPTER, WIFI_OFF, NO_WIFI_CONTROL, or what the backend raised.
        """
        found = self._worker.run(lambda: self._all_adapters(cancel), cancel, LOOK_TIMEOUT_S)
        if self._interface is not None:
            found = tuple(adapter for adapter in found if adapter.name == self._interface)
        if not found:
            raise SetupError(Reason.NO_WIFI_ADAPTER, f"{self._interface or 'nothing'} is a Wi-Fi adapter here")
        usable = [adapter for adapter in found if adapter.state not in (AdapterState.OFF, AdapterState.UNMANAGED)]
        if not usable and any(adapter.state is AdapterState.UNMANAGED for adapter in found):
            raise SetupError(Reason.NO_WIFI_CONTROL, f"not managed: {', '.join(adapter.name for adapter in found)}")
        if not usable:
            raise SetupError(Reason.WIFI_OFF, f"off: {', '.join(adapter.name for adapter in found)}")
        return tuple(sorted(usable, key=lambda adapter: _PREFERRED.index(adapter.state)))

    def choose_adapter(self, name: str) -> None:
        """Use this one of `adapters` from now on."""
        self._chosen = name

    def photons(self, cancel: Cancel) -> tuple[VisibleNetwork, ...]:
        """The Photons' networks in range, the strongest first, each once; empty after several looks without one.

        Raises `SetupError` as `adapters` does, and PERMISSION_NEEDED where the system keeps the names to itself.
        """
        _adapter, photons = self._look_around(cancel)
        return photons

    def join_photon(self, cancel: Cancel, ssid: bytes | None = None) -> bool:
        """Go to the network `ssid`, or else to the one Photon in range; True once there is an address.

        While a visit lasts, this goes back to where the system left: three times. Raises `SetupError` as `photons`
        does, and PHOTON_NOT_FOUND, SEVERAL_PHOTONS, NO_ADDRESS or JOIN_FAILED.
        """
        visit = self._visit
        if visit is not None:
            adapter, name = Adapter(visit.adapter), ssid or visit.ssid
        elif ssid is not None:
            adapter, name = self._candidates(cancel)[0], ssid
        else:
            adapter, name = self._only_photon(cancel)
        with self._going_back_on_failure():
            self._call(lambda backend: self._join(backend, adapter, name, cancel), cancel, JOIN_TIMEOUT_S)
            self._wait_for_address(adapter, cancel)
        return True

    def leave_photon(self, cancel: Cancel) -> bool:
        """Go back to where this computer was before; False where that is left to the person."""
        return self._worker.run(lambda: self._return(cancel), cancel, RETURN_TIMEOUT_S)

    def find_interface(self) -> LocalInterface | None:
        """What sockets to the Photon have to be bound to: without it, another network's 192.168.0.1 would answer.

        None where any route will do, because no interface is known to be Wi-Fi, or the Photon is simulated on this
        computer. Raises `SetupError(DEVICE_UNREACHABLE)` while no Wi-Fi interface has an address in its network.
        """
        if self._interface is not None:
            return self._find(self._interface, None)
        if self._host is None or self._host.is_loopback:
            return None
        visit = self._visit
        problem: SetupError | None = None
        for name in (visit.adapter,) if visit else self._look_up_interfaces():
            try:
                return self._find(name, self._host)
            except SetupError as exc:
                problem = exc
        # Another adapter may be plugged in before the next call.
        self._wifi_interfaces = ()
        if problem is not None:
            raise problem
        return None

    def clean_up(self, cancel: Cancel) -> bool:
        """Bring this computer back from where a killed run left it; whether there was anything to do.

        Asks nothing of the system if no run was killed. Raises `SetupError` where it is not known to be back.
        """
        visit = self._leftovers.read()
        if visit is None:
            return False
        return self._call(partial(self._clean_up, visit, cancel), cancel, RETURN_TIMEOUT_S)

    def close(self) -> bool:
        """Go back if this computer is still at a Photon's, and wait for that a few seconds; nothing works after it.

        Whether it is where it was.
        """
        if self._is_closed:
            return True
        self._is_closed = True
        try:
            return self._worker.run(self._return_if_away, Cancel(), CLOSE_TIMEOUT_S)
        except SetupError as exc:
            log.warning("not waiting for the way back any longer: %s", exc)
            return False
        finally:
            self._worker.stop()

    def _load(self) -> WifiBackend:
        if self._backend is None:
            self._backend = self._find_backend()
        if self._backend is None:
            raise SetupError(Reason.NO_WIFI_CONTROL, "there is no way yet to control this system's Wi-Fi")
        return self._backend

    def _all_adapters(self, cancel: Cancel) -> tuple[Adapter, ...]:
        adapters = self._load().adapters(cancel)
        self._wifi_interfaces = tuple(adapter.name for adapter in adapters)
        return adapters

    def _look_up_interfaces(self) -> tuple[str, ...]:
        """The Wi-Fi interfaces, without waiting long: there is nobody to cancel, and the next connection asks again."""
        if self._wifi_interfaces:
            return self._wifi_interfaces
        if self._asked is None:
            self._asked = self._worker.start(lambda: self._all_adapters(Cancel()))
        asked = self._asked
        try:
            adapters = wait_for(asked, Cancel(), ADAPTERS_GRACE_S)
        except SetupError as exc:
            if not asked.done():
                raise SetupError(Reason.DEVICE_UNREACHABLE, "which interfaces are Wi-Fi is not known yet") from exc
            log.info("which interfaces are Wi-Fi cannot be known: %s", exc)
            adapters = ()
        self._asked = None
        return tuple(adapter.name for adapter in adapters)

    def _call(self, call: Callable[[WifiBackend], T], cancel: Cancel, timeout_s: float) -> T:
        return self._worker.run(lambda: call(self._load()), cancel, timeout_s)

    def _candidates(self, cancel: Cancel) -> tuple[Adapter, ...]:
        """The adapters to look with: the chosen one alone, else the best first."""
        usable = self.adapters(cancel)
        chosen = next((adapter for adapter in usable if adapter.name == self._chosen), None)
        return (chosen,) if chosen is not None else usable

    def _look_around(self, cancel: Cancel) -> tuple[Adapter, tuple[VisibleNetwork, ...]]:
        """The first adapter that hears a Photon, which is used from then on, and all that it hears."""
        candidates = self._candidates(cancel)
        for adapter in candidates:
            if photons := self._look_with(adapter, cancel):
                self._chosen = adapter.name
                return adapter, photons
        return candidates[0], ()

    def _look_with(self, adapter: Adapter, cancel: Cancel) -> tuple[VisibleNetwork, ...]:
        budget, looks = Budget(LOOK_S), 0
        while True:
            networks = self._call(lambda backend: backend.scan(adapter, cancel), cancel, LOOK_TIMEOUT_S)
            looks += 1
            photons = photons_among(networks, self._name)
            if photons or (looks >= LOOKS and budget.spent):
                return photons
            cancel.sleep(LOOK_PAUSE_S)

    def _only_photon(self, cancel: Cancel) -> tuple[Adapter, bytes]:
        adapter, photons = self._look_around(cancel)
        if not photons:
            raise SetupError(Reason.PHOTON_NOT_FOUND, f"no open network is called {ssid_text(self._name)}-...")
        if len(photons) > 1:
            raise SetupError(Reason.SEVERAL_PHOTONS, f"In range: {listed(photons)}")
        return adapter, photons[0].ssid

    def _join(self, backend: WifiBackend, adapter: Adapter, ssid: bytes, cancel: Cancel) -> None:
        cancel.check()
        if self._visit is None:
            visit = self._visit_from(adapter, ssid, backend.former(adapter, cancel))
        else:
            self._rejoins += 1
            if self._rejoins > MOST_REJOINS:
                raise SetupError(Reason.JOIN_FAILED, f"this computer left the Photon's network {self._rejoins} times")
            visit = replace(self._visit, ssid=ssid)
        self._begin(visit)
        try:
            backend.join_open(adapter, ssid, cancel)
        finally:
            if visit.former is None and visit.was_connected:
                self._learn_former(visit, backend)

    def _visit_from(self, adapter: Adapter, ssid: bytes, former: str | None) -> Visit:
        """A visit that begins now, or where one began that the adapter did not come back from."""
        was_connected = adapter.state is AdapterState.CONNECTED
        if self._owed is not None and self._owed.adapter == adapter.name:
            former, was_connected = former or self._owed.former, was_connected or self._owed.was_connected
        return Visit(adapter.name, ssid, former, was_connected)

    def _begin(self, visit: Visit) -> None:
        self._visit = visit
        self._leftovers.note(visit)

    def _learn_former(self, visit: Visit, backend: WifiBackend) -> None:
        """Some systems tell what an adapter was connected to only when it leaves."""
        try:
            former = backend.former(Adapter(visit.adapter), Cancel())
        except SetupError as exc:
            log.info("where this computer came from is not known: %s", exc)
            return
        if former is not None:
            self._begin(replace(visit, former=former))

    def _wait_for_address(self, adapter: Adapter, cancel: Cancel) -> None:
        budget = Budget(ADDRESS_S)
        while True:
            try:
                self._find(adapter.name, self._host)
            except SetupError as exc:
                if budget.spent:
                    raise SetupError(Reason.NO_ADDRESS, f"after {ADDRESS_S:g} s: {exc.detail}") from exc
            else:
                return
            cancel.sleep(min(ADDRESS_POLL_S, budget.remaining_s))

    @contextmanager
    def _going_back_on_failure(self) -> Iterator[None]:
        try:
            yield
        except SetupError:
            self._worker.start(lambda: self._return(Cancel()))
            raise

    def _return(self, cancel: Cancel) -> bool:
        visit = self._visit or self._owed
        if visit is None:
            return False
        self._visit, self._owed, self._rejoins = None, visit, 0
        try:
            self._way_back.go(visit, self._load(), cancel)
        except SetupError as exc:
            log.warning("this computer did not get back to its network: %s", exc)
            return False
        self._owed = None
        self._leftovers.clear()
        return True

    def _return_if_away(self) -> bool:
        return (self._visit is None and self._owed is None) or self._return(Cancel())

    def _clean_up(self, visit: Visit, cancel: Cancel, backend: WifiBackend) -> bool:
        was_left = self._way_back.go_after_kill(visit, backend, cancel)
        self._leftovers.clear()
        return was_left


def _address(host: str) -> IPv4Address | None:
    try:
        return IPv4Address(host)
    except AddressValueError:
        return None
