"""Puts the real services together, the same way for both front ends."""

from __future__ import annotations

from functools import partial

from platformdirs import user_state_path

from setup_wizard.cloud.client import Cloud
from setup_wizard.hostwifi.interfaces import find_interface
from setup_wizard.options import Options, TransportChoice
from setup_wizard.softap.client import SoftAp
from setup_wizard.softap.http import HttpTransport
from setup_wizard.softap.link import Endpoint
from setup_wizard.softap.tcp import TcpTransport
from setup_wizard.softap.transport import Transport
from setup_wizard.workflow.journal import Journal
from setup_wizard.workflow.services import HostWifi
from setup_wizard.workflow.session import Session


def build_session(options: Options, host: HostWifi | None = None, journal: Journal | None = None) -> Session:
    """The services these options name; raises `ValueError` for an address that is no URL."""
    return Session(
        cloud=Cloud(options.api),
        photon=SoftAp(_transports(options)),
        join=options.join,
        host=host,
        journal=journal,
    )


def users_journal(options: Options) -> Journal:
    """The journal of the person at this computer; a demo has none."""
    return Journal(user_state_path("photon-setup", appauthor=False) / "unfinished.json", options.api)


def _transports(options: Options) -> list[Transport]:
    find = partial(find_interface, options.interface) if options.interface else None
    tcp = TcpTransport(Endpoint(options.device_host, options.tcp_port, find))
    http = HttpTransport(Endpoint(options.device_host, options.http_port, find))
    if options.transport is TransportChoice.TCP:
        return [tcp]
    if options.transport is TransportChoice.HTTP:
        return [http]
    return [tcp, http]
