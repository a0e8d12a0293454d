"""Who and what is in the simulated cloud from the start: accounts, products, their clients and customers, devices."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from setup_wizard.core.secret import Secret
from setup_wizard.simulator.accounts import Account
from setup_wizard.simulator.clients import CREATE_CUSTOMER, Client
from setup_wizard.simulator.cloud import Cloud
from setup_wizard.simulator.customers import Customer
from setup_wizard.simulator.devices import ARGON_PLATFORM, P1_PLATFORM, PHOTON_PLATFORM, Device
from setup_wizard.simulator.products import Product

DEMO = Account("demo@example.com", Secret("photon-demo"))
CAREFUL = Account("careful@example.com", Secret("photon-demo"), one_time_code=Secret("042137"))
NEIGHBOUR = Account("neighbour@example.com", Secret("photon-demo"))
"""In the team of no product."""
ACCOUNTS = (DEMO, CAREFUL, NEIGHBOUR)

PHOTON_PRODUCT_ID = 12857
P1_PRODUCT_ID = 12858
ARGON_PRODUCT_ID = 12859

SHELF = {
    "3b0021000947343337373739": PHOTON_PLATFORM,
    "3b002100094734333737373a": PHOTON_PLATFORM,
    "2f0028000447353138383138": P1_PLATFORM,
}
"""More devices that the factory knows, by id, with their platform; never online, and in no product."""


def make_products() -> tuple[Product, ...]:
    """A product of each platform that matters, all of the demo account's team."""
    team = frozenset({DEMO.username})
    return (
        Product(PHOTON_PRODUCT_ID, "greenhouse-v100", "Greenhouse", PHOTON_PLATFORM, team),
        Product(P1_PRODUCT_ID, "greenhouse-p1-v100", "Greenhouse P1", P1_PLATFORM, team),
        Product(ARGON_PRODUCT_ID, "greenhouse-mesh-v100", "Greenhouse mesh", ARGON_PLATFORM, team),
    )


@dataclass(frozen=True, slots=True)
class Population:
    """What a program needs to know to take part; `account_client` was made outside any product."""

    two_legged_client: Client
    simple_client: Client
    account_client: Client
    shadow_customer: Customer
    simple_customer: Customer


def populate(cloud: Cloud) -> Population:
    """Put clients, customers and devices into the cloud."""
    for device_id, platform_id in SHELF.items():
        cloud.devices.add(Device(device_id, platform_id=platform_id))
    return Population(
        _client(cloud, "greenhouse-server-1001", PHOTON_PRODUCT_ID),
        _client(cloud, "greenhouse-app-1002", PHOTON_PRODUCT_ID, CREATE_CUSTOMER),
        _client(cloud, "demo-account-1003", None),
        cloud.customers.create(PHOTON_PRODUCT_ID, "shadow@example.com"),
        cloud.customers.create(PHOTON_PRODUCT_ID, "customer@example.com", Secret("tomatoes")),
    )


def _client(cloud: Cloud, client_id: str, product_id: int | None, scope: str = "") -> Client:
    client = Client(client_id, Secret(secrets.token_hex(20)), client_id, DEMO.username, product_id, scope=scope)
    cloud.clients.keep(client)
    return client
