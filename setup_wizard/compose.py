"""Puts the real services together, the same way for both front ends."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from setup_wizard.cloud.client import Cloud
from setup_wizard.hostwifi.backend import WifiBackend
from setup_wizard.hostwifi.choose import system_backend
from setup_wizard.hostwifi.interfaces import find_interface
from setup_wizard.hostwifi.leftovers import Leftovers
from setup_wizard.hostwifi.radio import Radio
from setup_wizard.hostwifi.uplink import FindInterface, has_other_uplink, tunnel_in_the_way
from setup_wizard.options import Options, TransportChoice
from setup_wizard.places import unfinished_file, visit_file
from setup_wizard.softap.client import SoftAp
from setup_wizard.softap.http import HttpTransport
from setup_wizard.softap.link import Endpoint
from setup_wizard.softap.tcp import TcpTransport
from setup_wizard.softap.transport import Transport
from setup_wizard.usb.service import Usb
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.journal import Journal
from setup_wizard.workflow.services import HostWifi
from setup_wizard.workflow.session import Session


def build_session(options: Options, host: HostWifi | None = None, journal: Journal | None = None) -> Session:
    """The services these options name, with `host` to change networks; raises `ValueError` for no URL."""
    find = _interface_of(options, host)
    return Session(
        cloud=Cloud(options.api),
        photon=SoftAp(_transports(options, find)),
        join=options.join,
        stays_online=partial(has_other_uplink, options.api, options.device_host, find),
        find_tunnel=partial(tunnel_in_the_way, options.device_host, find),
        host=host,
        journal=journal,
        usb=Usb(),
    )


def users_wifi(options: Options, find_backend: Callable[[], WifiBackend | None] = system_backend) -> Radio | None:
    """This computer's Wi-Fi, None where the Photon can be reached without; asks the system nothing yet."""
    if options.join is JoinMode.NONE:
        return None
    leftovers = Leftovers(visit_file())
    return Radio(find_backend, leftovers, prefix=options.prefix, host=options.device_host, interface=options.interface)


def users_journal(options: Options) -> Journal:
    """The journal of the person at this computer; a demo has none."""
    return Journal(unfinished_file(), options.api)


def _interface_of(options: Options, host: HostWifi | None) -> FindInterface | None:
    """What sockets to the Photon are bound to: what was named, else whatever is Wi-Fi here."""
    if isinstance(host, Radio):
        return host.find_interface
    return partial(find_interface, options.interface) if options.interface else None


def _transports(options: Options, find: FindInterface | None) -> list[Transport]:
    tcp = TcpTransport(Endpoint(options.device_host, options.tcp_port, find))
    http = HttpTransport(Endpoint(options.device_host, options.http_port, find))
    if options.transport is TransportChoice.TCP:
        return [tcp]
    if options.transport is TransportChoice.HTTP:
        return [http]
    return [tcp, http]
