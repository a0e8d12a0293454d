"""Wi-Fi on Windows: WlanAPI, which joins a network whose name is known without any consent, and stores nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.core.wifi import ssid_text
from setup_wizard.hostwifi.backend import Whereabouts
from setup_wizard.hostwifi.windows_api import IpHelperApi, WlanApi, load_ip_helper, load_wlan_api
from setup_wizard.hostwifi.windows_names import alias_of
from setup_wizard.hostwifi.windows_profile import open_profile
from setup_wizard.hostwifi.windows_session import Connection, Notification, Notifications, WlanInterface, WlanSession
from setup_wizard.hostwifi.windows_structs import (
    ACM_CONNECTION_ATTEMPT_FAIL,
    ACM_CONNECTION_COMPLETE,
    ACM_DISCONNECTED,
    ACM_SCAN_COMPLETE,
    ACM_SCAN_FAIL,
    INTERFACE_CONNECTED,
    INTERFACE_NOT_READY,
    MODE_PROFILE,
    MODE_TEMPORARY_PROFILE,
    Guid,
)

log = logging.getLogger(__name__)

SCAN_TIMEOUT_S = 6.0
"""Drivers have four seconds for a scan (Windows docs: WlanScan)."""

CONNECT_TIMEOUT_S = 20.0

CONSENT_TIMEOUT_S = 20.0
"""How long a person may think: Windows answers that access is denied while it asks for consent, too."""
CONSENT_POLL_S = 1.0


class WlanBackend:
    """Windows' Wi-Fi by wlanapi.dll; an adapter's name is the alias that psutil and `--interface` use.

    From Windows 11 24H2 on, `scan` raises PERMISSION_NEEDED until the person lets desktop apps use the location;
    Windows asks by itself at the first scan.
    """

    name = "WlanAPI"

    def __init__(
        self,
        load_wlan: Callable[[], WlanApi] = load_wlan_api,
        load_names: Callable[[], IpHelperApi] = load_ip_helper,
    ) -> None:
        self._load_wlan = load_wlan
        self._load_names = load_names
        # The profiles that adapters left for a Photon: all there is to go back to where Windows keeps names secret.
        self._left: dict[str, str] = {}
        self._waited_for_consent = False

    def adapters(self, cancel: Cancel) -> tuple[Adapter, ...]:
        """The Wi-Fi adapters there are; needs no consent."""
        cancel.check()
        with self._session() as session:
            return tuple(
                Adapter(alias, found.description, _state(session, found)) for alias, found in self._named(session)
            )

    def scan(self, adapter: Adapter, cancel: Cancel) -> tuple[VisibleNetwork, ...]:
        """The networks in range; from a scan that did not end in time, those known by then."""
        cancel.check()
        with self._session() as session:
            guid = self._find(session, adapter).guid
            with session.notifications(guid) as notifications:
                self._start_scan(session, guid, cancel)
                budget = Budget(SCAN_TIMEOUT_S)
                while notification := notifications.next(budget, cancel):
                    if notification.code in (ACM_SCAN_COMPLETE, ACM_SCAN_FAIL):
                        break
            return session.networks(guid)

    def former(self, adapter: Adapter, cancel: Cancel) -> str | None:
        """The stored profile the adapter is connected by; without one, or without Location consent, the one it left."""
        cancel.check()
        with self._session() as session:
            current = _current(session, self._find(session, adapter))
            return current.profile if current and current.is_stored else self._left.get(adapter.name)

    def whereabouts(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> Whereabouts:
        """Told by the profile in use, and not without Location consent."""
        cancel.check()
        with self._session() as session:
            found = self._find(session, adapter)
            if found.state != INTERFACE_CONNECTED:
                return Whereabouts.NOWHERE
            current = _current(session, found)
            if current is None:
                return Whereabouts.UNKNOWN
            is_there = current.mode == MODE_TEMPORARY_PROFILE or current.profile == ssid_text(ssid)
            return Whereabouts.THERE if is_there else Whereabouts.ELSEWHERE

    def join_open(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> None:
        """Join by a temporary profile, which Windows forgets as soon as the network is left."""
        cancel.check()

        def is_ours(notification: Notification) -> bool:
            return notification.connection.mode == MODE_TEMPORARY_PROFILE or notification.ssid == ssid

        with self._session() as session:
            guid = self._find(session, adapter).guid
            with session.notifications(guid) as notifications:
                session.connect(guid, MODE_TEMPORARY_PROFILE, open_profile(ssid))
                self._await_connection(adapter, notifications, is_ours, cancel)

    def restore(self, adapter: Adapter, former: str | None, cancel: Cancel) -> None:
        """Join by the profile `former`, or leave the choice to Windows.

        Leaves a network that Windows itself went back to only for another that is asked for.
        """
        cancel.check()
        with self._session() as session:
            found = self._find(session, adapter)
            current = _current(session, found)
            if not (current and current.is_stored and former in (None, current.profile)):
                if former is not None:
                    self._go_back(session, adapter, found, former, cancel)
                elif found.state == INTERFACE_CONNECTED:
                    session.disconnect(found.guid)
        self._left.pop(adapter.name, None)

    def clean_up(self, cancel: Cancel) -> bool:
        """Nothing, ever: a temporary profile is not stored."""
        cancel.check()
        return False

    def _session(self) -> WlanSession:
        return WlanSession(self._load_wlan())

    def _named(self, session: WlanSession) -> Iterator[tuple[str, WlanInterface]]:
        """The adapters by alias; one that Windows has no name for hides none of the others."""
        names = self._load_names()
        for found in session.interfaces():
            try:
                alias = alias_of(found.guid, names)
            except SetupError as exc:
                log.info("%s is left out: %s", found.description, exc)
            else:
                yield alias, found

    def _find(self, session: WlanSession, adapter: Adapter) -> WlanInterface:
        for alias, found in self._named(session):
            if alias == adapter.name:
                return found
        raise SetupError(Reason.JOIN_FAILED, f"there is no Wi-Fi adapter {adapter.name!r} any more")

    def _start_scan(self, session: WlanSession, guid: Guid, cancel: Cancel) -> None:
        """Gives the person time to answer Windows' question for consent, once."""
        budget = Budget(0.0 if self._waited_for_consent else CONSENT_TIMEOUT_S)
        while True:
            try:
                session.scan(guid)
            except SetupError as exc:
                if exc.reason is not Reason.PERMISSION_NEEDED or budget.spent:
                    raise
            else:
                return
            self._waited_for_consent = True
            cancel.sleep(min(CONSENT_POLL_S, budget.remaining_s))

    def _go_back(
        self, session: WlanSession, adapter: Adapter, found: WlanInterface, profile: str, cancel: Cancel
    ) -> None:
        def is_stored(notification: Notification) -> bool:
            # Windows may have chosen another network by then: as good, unless it only tried to.
            ours = notification.connection.profile == profile
            return notification.connection.is_stored and (ours or not notification.reason_code)

        with session.notifications(found.guid) as notifications:
            try:
                session.connect(found.guid, MODE_PROFILE, profile)
            except SetupError:
                # Such a profile is gone: the Photon is left all the same, and Windows chooses.
                session.disconnect(found.guid)
                raise
            self._await_connection(adapter, notifications, is_stored, cancel)

    def _await_connection(
        self, adapter: Adapter, notifications: Notifications, is_meant: Callable[[Notification], bool], cancel: Cancel
    ) -> None:
        failure = f"WlanConnect: not connected within {CONNECT_TIMEOUT_S:g} s"
        budget = Budget(CONNECT_TIMEOUT_S)
        while notification := notifications.next(budget, cancel):
            ended = notification.code == ACM_CONNECTION_COMPLETE
            if notification.code == ACM_DISCONNECTED and notification.connection.is_stored:
                self._left[adapter.name] = notification.connection.profile
            elif is_meant(notification) and (ended or notification.code == ACM_CONNECTION_ATTEMPT_FAIL):
                if ended and not notification.reason_code:
                    return
                failure = f"WlanConnect: not connected, WLAN_REASON_CODE {notification.reason_code:#x}"
                # A failed attempt may be followed by another (Windows docs: WLAN_NOTIFICATION_ACM).
                if ended:
                    break
        raise SetupError(Reason.JOIN_FAILED, failure)


def _current(session: WlanSession, found: WlanInterface) -> Connection | None:
    # An adapter that is not connected is not asked: the question alone can bring up Windows' question for consent.
    return session.current_connection(found.guid) if found.state == INTERFACE_CONNECTED else None


def _state(session: WlanSession, found: WlanInterface) -> AdapterState:
    if found.state == INTERFACE_NOT_READY or session.is_radio_off(found.guid):
        return AdapterState.OFF
    return AdapterState.CONNECTED if found.state == INTERFACE_CONNECTED else AdapterState.IDLE
