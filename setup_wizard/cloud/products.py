"""Products in the cloud: their devices, customers and OAuth clients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from setup_wizard.cloud.answer import Answer
from setup_wizard.cloud.bearer import Bearer
from setup_wizard.cloud.errors import describe, refusal
from setup_wizard.cloud.paths import product_path
from setup_wizard.cloud.product_values import (
    read_client,
    read_customers,
    read_import,
    read_listed,
    read_member,
    read_product,
    read_products,
    read_total_pages,
)
from setup_wizard.core.account import CloudDevice, OAuthClient
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import Membership, Product
from setup_wizard.core.secret import Secret

CUSTOMERS_PER_PAGE = 100
MOST_CUSTOMER_PAGES = 100
_BULK_TOTAL_S = 60.0


class Products:
    """The product endpoints, with the token of a team member or the product's own; `product` is its id or slug.

    Every method blocks, and raises only `SetupError`, as `Cloud` does, and `WRONG_TOKEN_KIND` for a customer's token;
    all but `list_products` and `find_member` also `PRODUCT_NOT_FOUND`, and `NOT_ALLOWED` where the role lacks a right.
    """

    def __init__(self, bearer: Bearer) -> None:
        self._bearer = bearer

    def list_products(self, token: Secret, cancel: Cancel) -> tuple[Product, ...]:
        """The products of the account and its teams."""
        return read_products(self._bearer.call("GET", "/v1/products", token, cancel).fields)

    def find_product(self, token: Secret, id_or_slug: str, cancel: Cancel) -> Product:
        """The product of this number or slug, whatever its platform."""
        answer = self._bearer.ask("GET", product_path(id_or_slug), token, cancel)
        if answer.ok:
            return read_product(answer.fields)
        error = refusal(answer)
        if error.reason in (Reason.CLOUD_ERROR, Reason.NOT_ALLOWED) and answer.status in (403, 404):
            raise SetupError(Reason.PRODUCT_NOT_FOUND, describe(answer))
        raise error

    def import_device(self, token: Secret, product: str, device_id: DeviceId, cancel: Cancel) -> Membership:
        """Add one device to the product, which also takes it out of quarantine."""
        answer = self._bearer.ask("POST", product_path(product, "devices"), token, cancel, form={"id": device_id})
        return self._imported(answer, token, product, [device_id], cancel)[device_id]

    def import_devices(
        self, token: Secret, product: str, device_ids: Sequence[DeviceId], cancel: Cancel
    ) -> Mapping[DeviceId, Membership]:
        """Add devices with one upload, within a minute (cloud docs: a file with one id a line)."""
        unique = list(dict.fromkeys(device_ids))
        if not unique:
            return {}
        file = "".join(f"{device_id}\n" for device_id in unique).encode()
        answer = self._bearer.ask(
            "POST", product_path(product, "devices"), token, cancel, file=file, total_s=_BULK_TOTAL_S
        )
        return self._imported(answer, token, product, unique, cancel)

    def find_member(
        self,
        token: Secret,
        product: str,
        device_id: DeviceId,
        cancel: Cancel,
        *,
        total_s: float | None = None,
        strict: bool = False,
    ) -> CloudDevice | None:
        """A device in the product's list with its owner, None if it is not there; within `total_s` if that is given.

        One that is `barred` is no member. With `strict`, what may not be seen is no None: also raises `NOT_ALLOWED`,
        `PRODUCT_NOT_FOUND`, and `CLOUD_ERROR` for a page in place of an answer.
        """
        path = product_path(product, "devices", device_id)
        is_absent = _is_said_to_be_absent if strict else _is_absent
        fields = self._bearer.find_device(path, token, device_id, cancel, total_s=total_s, is_absent=is_absent)
        return None if fields is None else read_member(fields)

    def unclaim(self, token: Secret, product: str, device_id: DeviceId, cancel: Cancel) -> None:
        """Take the device from its owner, who may be a customer; one that nobody owns is done already.

        Always before `remove`: later the cloud does not show who owns it (cloud docs: unclaim).
        """
        self._delete(product_path(product, "devices", device_id, "owner"), token, cancel)

    def remove(self, token: Secret, product: str, device_id: DeviceId, cancel: Cancel) -> None:
        """Take the device out of the product; one that is not in it is done already."""
        self._delete(product_path(product, "devices", device_id), token, cancel)

    def list_customers(
        self, token: Secret, product: str, cancel: Cancel, *, most_pages: int = MOST_CUSTOMER_PAGES
    ) -> tuple[str, ...]:
        """The customers who have claimed a device (others are not listed), at most a hundred a page."""
        names: dict[str, None] = {}
        for page in range(1, most_pages + 1):
            path = product_path(product, f"customers?page={page}&perPage={CUSTOMERS_PER_PAGE}")
            fields = self._bearer.call("GET", path, token, cancel).fields
            known = len(names)
            names |= dict.fromkeys(read_customers(fields))
            total_pages = read_total_pages(fields)
            # Nothing new: a cloud that does not say how many pages it has, or does not turn them.
            if len(names) == known or (total_pages is not None and page >= total_pages):
                break
        return tuple(names)

    def create_client(self, token: Secret, product: str, name: str, cancel: Cancel) -> OAuthClient:
        """A two-legged OAuth client; its secret is told here and never again (cloud docs: clients)."""
        form = {"name": name, "type": "installed"}
        return read_client(self._bearer.call("POST", product_path(product, "clients"), token, cancel, form=form).fields)

    def _imported(
        self, answer: Answer, token: Secret, product: str, device_ids: Sequence[DeviceId], cancel: Cancel
    ) -> dict[DeviceId, Membership]:
        if answer.ok:
            told = read_import(answer.fields, device_ids)
            doubtful = [device_id for device_id in device_ids if device_id not in told]
        elif answer.status == 400 and "updated" in answer.fields:
            # spark-server refuses the whole import, and counts what is in the product already as invalid.
            told = read_listed(answer.fields, device_ids)
            doubtful = list(device_ids)
        else:
            raise refusal(answer)
        for device_id in doubtful:
            member = self.find_member(token, product, device_id, cancel)
            if member is not None and not member.barred:
                told[device_id] = Membership.ALREADY
            elif device_id not in told and not answer.ok:
                raise refusal(answer)
            else:
                told.setdefault(device_id, Membership.INVALID)
        return told

    def _delete(self, path: str, token: Secret, cancel: Cancel) -> None:
        answer = self._bearer.ask("DELETE", path, token, cancel)
        if answer.ok:
            return
        error = refusal(answer)
        # A 404 that is not JSON is an endpoint the cloud does not have.
        if answer.status != 404 or answer.body is None or error.reason is not Reason.CLOUD_ERROR:
            raise error


def _is_absent(answer: Answer, _reason: Reason) -> bool:
    """Whether the device is no member, as far as can be seen; not every cloud has this endpoint."""
    return answer.status in (403, 404)


def _is_said_to_be_absent(answer: Answer, reason: Reason) -> bool:
    """Whether the cloud, which lets this token look into the product, says that the device is not in it."""
    return answer.status == 404 and answer.body is not None and reason is not Reason.PRODUCT_NOT_FOUND
