"""Reads the values of core.product, and what else a product's endpoints tell, out of the cloud's JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from setup_wizard.cloud.values import read_device, read_device_id, read_number, read_text, read_username
from setup_wizard.core.account import CloudDevice, OAuthClient
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import Membership, Product
from setup_wizard.core.secret import Secret

# A device in several lists is what the last of them says.
_LISTS = {
    "updatedDeviceIds": Membership.ADDED,
    "existingDeviceIds": Membership.ALREADY,
    "invalidDeviceIds": Membership.INVALID,
    "nonmemberDeviceIds": Membership.NONMEMBER,
    "protectedDeviceIds": Membership.PROTECTED,
}
_MEMBER_LISTS = ("updatedDeviceIds", "existingDeviceIds")
_REFUSAL_LISTS = tuple(name for name in _LISTS if name not in _MEMBER_LISTS)


def read_products(fields: Mapping[str, object]) -> tuple[Product, ...]:
    """The answer of GET /v1/products; entries without an id are left out."""
    products = (_read_product(entry) for entry in _entries(fields, "products"))
    return tuple(product for product in products if product)


def read_product(fields: Mapping[str, object]) -> Product:
    """The answer of GET /v1/products/:p; raises `SetupError(CLOUD_ERROR)` without a product.

    `product` was a list of one until 2018, and still is in spark-server.
    """
    listed = _list(fields, "product")
    product = _read_product(listed[0] if listed else fields.get("product"))
    if product is None:
        raise SetupError(Reason.CLOUD_ERROR, "the cloud's answer holds no product")
    return product


def read_member(fields: Mapping[str, object]) -> CloudDevice | None:
    """A device as its product lists it, None without an id."""
    device = read_device(fields)
    if device is None:
        return None
    barred = fields.get("quarantined") is True or fields.get("denied") is True
    # In a product's list this is the product, even where it looks like a platform.
    return replace(device, product_id=read_number(fields.get("product_id")), barred=barred)


def read_import(fields: Mapping[str, object], device_ids: Sequence[DeviceId]) -> dict[DeviceId, Membership]:
    """What a successful import did with these devices; one that the answer does not account for is left out.

    Older clouds list only what they refused, and count the rest in `updated`; what they did not count was in the
    product already. Raises `SetupError(CLOUD_ERROR)` for an answer to something else.
    """
    updated = read_number(fields.get("updated"))
    if updated is None and not any(isinstance(fields.get(name), list) for name in _LISTS):
        raise SetupError(Reason.CLOUD_ERROR, "the cloud's answer does not tell what became of the devices")
    told = read_listed(fields, device_ids)
    unlisted = [device_id for device_id in device_ids if device_id not in told]
    # Whom an entry that cannot be read refuses is not known.
    is_clear = all(_listed_id(entry) for name in _REFUSAL_LISTS for entry in _list(fields, name))
    if updated is None or not is_clear:
        return told
    if updated - len(_list(fields, "updatedDeviceIds")) >= len(unlisted):
        told |= dict.fromkeys(unlisted, Membership.ADDED)
    elif not any(isinstance(fields.get(name), list) for name in _MEMBER_LISTS):
        told |= dict.fromkeys(unlisted, Membership.ALREADY)
    return told


def read_listed(fields: Mapping[str, object], device_ids: Sequence[DeviceId]) -> dict[DeviceId, Membership]:
    """What the lists of an answer to an import say of these devices."""
    listed = {_listed_id(entry): membership for name, membership in _LISTS.items() for entry in _list(fields, name)}
    return {device_id: listed[device_id] for device_id in device_ids if device_id in listed}


def read_customers(fields: Mapping[str, object]) -> tuple[str, ...]:
    """The names on one page of GET /v1/products/:p/customers."""
    return tuple(name for entry in _entries(fields, "customers") if (name := read_username(entry.get("username"))))


def read_total_pages(fields: Mapping[str, object]) -> int | None:
    """How many pages a list has, None if the cloud did not say."""
    meta = fields.get("meta")
    return read_number(meta.get("total_pages")) if isinstance(meta, dict) else None


def read_client(fields: Mapping[str, object]) -> OAuthClient:
    """The answer to a new OAuth client; raises `SetupError(CLOUD_ERROR)` without its id and secret."""
    client = fields.get("client")
    members = client if isinstance(client, dict) else {}
    client_id, secret = read_text(members.get("id")), read_text(members.get("secret"))
    if not client_id or not secret:
        raise SetupError(Reason.CLOUD_ERROR, "the cloud's answer holds no OAuth client with its secret")
    return OAuthClient(client_id, Secret(secret))


def _read_product(fields: object) -> Product | None:
    if not isinstance(fields, dict):
        return None
    product_id = read_number(fields.get("id"))
    if product_id is None:
        return None
    name, slug = read_text(fields.get("name")), read_text(fields.get("slug"))
    return Product(product_id, name, slug, read_number(fields.get("platform_id")))


def _listed_id(entry: object) -> DeviceId | None:
    """The id in an entry of a list: it, or an object that also says why."""
    return read_device_id(entry.get("id") if isinstance(entry, dict) else entry)


def _entries(fields: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    return [entry for entry in _list(fields, name) if isinstance(entry, dict)]


def _list(fields: Mapping[str, object], name: str) -> list[object]:
    value = fields.get(name)
    return value if isinstance(value, list) else []
