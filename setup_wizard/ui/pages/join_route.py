"""The way to the Photon that was chosen, as a job takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.usb import UsbPort
from setup_wizard.workflow.cable import use_cable, use_wifi
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.join import join_photon, prepare_online
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.news import Say
from setup_wizard.workflow.session import Session


@dataclass(frozen=True, slots=True)
class Route:
    """Through `port`; without one over Wi-Fi, to the network `ssid` and by `adapter` where they were chosen."""

    port: UsbPort | None = None
    mode: JoinMode = JoinMode.MANUAL
    ssid: bytes | None = None
    adapter: str | None = None

    def look(
        self,
        session: Session,
        facts: Facts,
        say: Say,
        cancel: Cancel,
        *,
        prepared: Callable[[Facts], None],
        read: Callable[[DeviceId | None], None],
    ) -> Facts:
        """Go this way, and wait for the Photon; `prepared` hears what the cloud told before, `read` as `join_photon`.

        Raises as that does, and as `take`.
        """
        told = prepare_online(session, self.take(session, facts), say, cancel)
        prepared(told)
        return join_photon(session, told, say, cancel, read)

    def take(self, session: Session, facts: Facts) -> Facts:
        """Go this way from now on; raises as `use_cable`."""
        if self.port is not None:
            return use_cable(session, facts, self.port)
        over_wifi = use_wifi(session, facts)
        session.join = self.mode
        session.photon_ssid = self.ssid or session.photon_ssid
        if self.mode is JoinMode.AUTO and self.adapter is not None and session.host is not None:
            session.host.choose_adapter(self.adapter)
        return over_wifi
