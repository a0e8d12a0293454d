from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from setup_wizard.core.account import CloudDevice, Token, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import Membership, Product
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.news import Change, ChangeNews, ChangeState, News
from setup_wizard.workflow.restore import NewOwner, Place, Plan, Report, changes_for, look, restore
from setup_wizard.workflow.session import Session
from tests.unit.workflow.fakes import (
    CUSTOMER,
    CUSTOMER_TOKEN,
    DEVICE_ID,
    EARLIER,
    PRODUCT,
    PRODUCT_TOKEN,
    USERNAME,
    FakeCloud,
    FakePhoton,
    FakeProducts,
    session_with,
)

STAFF = Facts(purpose=Purpose.RESTORE, username=USERNAME)
AS_PRODUCT = Facts(purpose=Purpose.RESTORE, username="lamp-1234", token_kind=TokenKind.PRODUCT, product=PRODUCT)
GIVE_BACK = Plan(DEVICE_ID)
TO_ME = Plan(DEVICE_ID, NewOwner.SIGNED_IN, flash_tinker=True)
TO_CUSTOMER = Plan(DEVICE_ID, NewOwner.CUSTOMER)
UNCLAIM, REMOVE, CLAIM, FLASH = Change


class Device:
    """A device in the cloud, changed by the calls; `dies_after` calls that change something, each further one fails."""

    def __init__(self, owner: str = "bob@example.com", *, in_product: bool = True, dies_after: int = 99) -> None:
        self.owner = owner
        self.in_product = in_product
        self.online = True
        self.barred = False
        self.is_shown_to_team = False
        """Whether the account is shown it though it does not own it."""
        self.hidden: SetupError | None = None
        """Why the product's list does not tell whether it is there."""
        self.changes: list[str] = []
        self.dies_after = dies_after

    def change(self, name: str) -> None:
        if len(self.changes) >= self.dies_after:
            raise SetupError(Reason.CLOUD_UNREACHABLE, "killed here")
        self.changes.append(name)

    def entry(self) -> CloudDevice:
        return CloudDevice(
            DEVICE_ID,
            name="lamp",
            online=self.online,
            last_heard=EARLIER,
            product_id=PRODUCT.product_id if self.in_product else None,
            owner=self.owner,
            barred=self.barred,
        )


class Products(FakeProducts):
    def __init__(self, cloud: FakeCloud, device: Device) -> None:
        super().__init__(cloud)
        self._device = device

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
        cancel.check()
        if strict and self._device.hidden is not None:
            raise self._device.hidden
        return self._device.entry() if self._device.in_product else None

    def unclaim(self, token: Secret, product: str, device_id: DeviceId, cancel: Cancel) -> None:
        self._device.change("unclaim")
        self._device.owner = ""

    def remove(self, token: Secret, product: str, device_id: DeviceId, cancel: Cancel) -> None:
        assert self._device.owner in ("", USERNAME), "removed while somebody else owns it"
        self._device.change("remove")
        self._device.in_product = False

    def import_device(self, token: Secret, product: str, device_id: DeviceId, cancel: Cancel) -> Membership:
        self._device.in_product = True
        return Membership.ADDED


class Cloud(FakeCloud):
    def __init__(self, device: Device) -> None:
        super().__init__()
        self.device = device
        self.products = Products(self, device)

    def find_device(
        self, token: Secret, device_id: DeviceId, cancel: Cancel, *, total_s: float | None = None
    ) -> CloudDevice | None:
        cancel.check()
        is_shown = self.device.is_shown_to_team or self.device.owner == USERNAME
        return replace(self.device.entry(), owner="") if is_shown else None

    def list_devices(self, token: Secret, cancel: Cancel) -> tuple[CloudDevice, ...]:
        return (self.device.entry(),) if self.device.owner == USERNAME else self.listed

    def release_device(self, token: Secret, device_id: DeviceId, cancel: Cancel) -> None:
        self.device.change("release")
        self.device.owner = ""

    def claim_device(self, token: Secret, device_id: DeviceId, cancel: Cancel) -> bool:
        if not self.device.online:
            return False
        self.device.change("claim")
        self.device.owner = CUSTOMER if token == CUSTOMER_TOKEN.value else USERNAME
        return True

    def flash_tinker(self, token: Secret, device_id: DeviceId, cancel: Cancel) -> None:
        assert self.device.owner == USERNAME
        self.device.change("flash")


def session_for(device: Device, token: Token | None = None) -> Session:
    session = session_with(Cloud(device), FakePhoton())
    session.token = token or session.token
    session.customer_token = CUSTOMER_TOKEN
    return session


def run(device: Device, plan: Plan, facts: Facts = STAFF) -> Report:
    return restore(session_for(device), facts, plan, lambda _news: None, Cancel())


def test_what_is_shown_first_is_where_the_device_is(cancel: Cancel) -> None:
    place = look(session_for(Device()), STAFF, DEVICE_ID, cancel)
    assert place == Place(
        product=PRODUCT, owner="bob@example.com", is_ours=False, name="lamp", online=True, last_heard=EARLIER
    )


def test_a_device_in_ones_own_account_and_no_product_is_found_too(cancel: Cancel) -> None:
    place = look(session_for(Device(USERNAME, in_product=False)), STAFF, DEVICE_ID, cancel)
    assert (place.owner, place.is_ours, place.product) == (USERNAME, True, None)


def test_a_device_that_is_nowhere_to_be_seen_has_nothing_to_change(cancel: Cancel) -> None:
    assert look(session_for(Device("", in_product=False)), STAFF, DEVICE_ID, cancel) == Place()
    report = run(Device("", in_product=False), GIVE_BACK)
    assert (report.reason, report.done) == (Reason.DEVICE_NOT_SEEN, ())
    assert not report.reason.is_success


def test_a_products_token_finds_it_in_the_product_that_is_named(cancel: Cancel) -> None:
    session = session_for(Device(), PRODUCT_TOKEN)
    assert look(session, AS_PRODUCT, DEVICE_ID, cancel).product == PRODUCT
    with pytest.raises(SetupError) as raised:
        look(session, replace(AS_PRODUCT, product=None), DEVICE_ID, cancel)
    assert raised.value.reason is Reason.PRODUCT_NOT_FOUND


@pytest.mark.parametrize(
    ("plan", "device", "changes"),
    [
        (GIVE_BACK, Device(), ["unclaim", "remove"]),
        (GIVE_BACK, Device(""), ["remove"]),
        (GIVE_BACK, Device(USERNAME, in_product=False), ["release"]),
        (TO_ME, Device(), ["unclaim", "remove", "claim", "flash"]),
        (TO_ME, Device(USERNAME), ["remove", "flash"]),
        (TO_ME, Device(USERNAME, in_product=False), ["flash"]),
        (TO_ME, Device("", in_product=False), ["claim", "flash"]),
        (TO_CUSTOMER, Device(), ["unclaim", "claim"]),
        (TO_CUSTOMER, Device(""), ["claim"]),
        (TO_CUSTOMER, Device(CUSTOMER), []),
    ],
)
def test_only_what_is_left_is_changed_and_in_the_safe_order(plan: Plan, device: Device, changes: list[str]) -> None:
    report = run(device, plan, replace(STAFF, product=PRODUCT, customer=CUSTOMER))
    assert device.changes == changes
    assert (report.reason, report.left) == (Reason.RESTORED, ())


@pytest.mark.parametrize("plan", [GIVE_BACK, TO_ME, TO_CUSTOMER])
@pytest.mark.parametrize("steps", range(4))
def test_ended_after_any_step_and_run_again_it_comes_to_the_same(plan: Plan, steps: int) -> None:
    facts = replace(STAFF, product=PRODUCT, customer=CUSTOMER)
    straight, interrupted = Device(), Device(dies_after=steps)
    run(straight, plan, facts)
    first = run(interrupted, plan, facts)
    whole = len(changes_for(plan, Place(PRODUCT, "bob@example.com"), CUSTOMER))
    assert (first.reason is Reason.RESTORED) == (steps >= whole)
    assert len(first.done) == min(steps, whole)
    assert bool(first.left) == (steps < whole)
    interrupted.dies_after = 99
    again = run(interrupted, plan, facts)
    # Given back already, it is nowhere to be seen any more: as a mistyped id would be.
    is_gone = plan is GIVE_BACK and steps >= whole
    assert again.reason is (Reason.DEVICE_NOT_SEEN if is_gone else Reason.RESTORED)
    assert (interrupted.owner, interrupted.in_product) == (straight.owner, straight.in_product)


def test_who_has_just_looked_need_not_be_looked_for_again(cancel: Cancel) -> None:
    session = session_for(Device())
    place = look(session, STAFF, DEVICE_ID, cancel)
    assert isinstance(session.cloud, FakeCloud)
    session.cloud.calls.clear()
    report = restore(session, STAFF, GIVE_BACK, lambda _news: None, cancel, place)
    assert (report.before, report.reason) == (place, Reason.RESTORED)
    assert "list_products" not in session.cloud.calls


def test_each_change_tells_that_it_starts_and_how_it_ends(cancel: Cancel, said: list[News]) -> None:
    restore(session_for(Device(dies_after=1)), STAFF, GIVE_BACK, said.append, cancel)
    assert said == [
        ChangeNews(UNCLAIM, ChangeState.STARTED),
        ChangeNews(UNCLAIM, ChangeState.DONE),
        ChangeNews(REMOVE, ChangeState.STARTED),
        ChangeNews(REMOVE, ChangeState.FAILED),
    ]


def test_who_tries_again_after_the_last_change_is_told_that_it_worked(cancel: Cancel) -> None:
    session = session_for(Device("", in_product=False))
    report = restore(session, STAFF, GIVE_BACK, lambda _news: None, cancel, earlier=(UNCLAIM, REMOVE))
    assert (report.reason, report.done) == (Reason.RESTORED, (UNCLAIM, REMOVE))


@pytest.mark.parametrize("device", [Device(), Device("")])
def test_a_device_that_is_offline_is_not_taken_away_to_end_with_nobody(device: Device) -> None:
    device.online = False
    with pytest.raises(SetupError) as raised:
        run(device, TO_ME)
    assert raised.value.reason is Reason.DEVICE_OFFLINE
    assert device.changes == []


def test_ones_own_offline_device_only_leaves_the_product() -> None:
    device = Device(USERNAME)
    device.online = False
    report = run(device, Plan(DEVICE_ID, NewOwner.SIGNED_IN))
    assert (report.reason, device.changes, device.owner) == (Reason.RESTORED, ["remove"], USERNAME)


def test_a_device_that_is_nowhere_to_be_seen_may_still_be_claimed() -> None:
    """An earlier run may have ended between taking it away and claiming it."""
    device = Device("", in_product=False)
    assert run(device, Plan(DEVICE_ID, NewOwner.SIGNED_IN)).reason is Reason.RESTORED
    assert device.changes == ["claim"]


def test_what_still_has_its_owner_is_not_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    device = Device()
    monkeypatch.setattr(Products, "unclaim", lambda *_arguments: None)
    report = run(device, GIVE_BACK)
    assert (report.reason, report.done, report.left) == (Reason.RESTORE_INCOMPLETE, (), (UNCLAIM, REMOVE))
    assert device.in_product


def test_it_is_not_restored_only_because_every_call_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Products, "remove", lambda *_arguments: None)
    report = run(Device(), GIVE_BACK)
    assert (report.reason, report.done, report.left) == (Reason.RESTORE_INCOMPLETE, (UNCLAIM, REMOVE), (REMOVE,))


@pytest.mark.parametrize("reason", [Reason.NOT_ALLOWED, Reason.PRODUCT_NOT_FOUND, Reason.CLOUD_ERROR])
@pytest.mark.parametrize("facts", [STAFF, replace(STAFF, product=PRODUCT)])
def test_what_may_not_be_looked_at_is_not_taken_for_given_back(reason: Reason, facts: Facts) -> None:
    device = Device()
    device.hidden = SetupError(reason, "no")
    with pytest.raises(SetupError) as raised:
        run(device, GIVE_BACK, facts)
    assert raised.value.reason is reason
    assert device.changes == []


def test_ones_own_device_in_a_product_of_others_stays_in_it_and_that_is_said() -> None:
    device = Device(USERNAME)
    device.hidden = SetupError(Reason.NOT_ALLOWED, "no")
    report = run(device, GIVE_BACK)
    assert (report.reason, report.done, report.left) == (Reason.RESTORE_INCOMPLETE, (UNCLAIM,), (REMOVE,))
    assert report.after is not None
    assert report.after.product == Product(PRODUCT.product_id)
    assert (device.changes, device.in_product) == (["release"], True)


def test_ones_own_device_in_another_product_than_the_named_one_is_not_removed_from_that() -> None:
    place = Device(USERNAME)
    other = Product(12858, "Other", "other", 6)
    session = session_for(place)
    session.cloud.products.find_member = lambda *_arguments, **_options: None  # type: ignore[method-assign]
    report = restore(session, replace(STAFF, product=other), GIVE_BACK, lambda _news: None, Cancel())
    assert (report.reason, report.left) == (Reason.RESTORE_INCOMPLETE, (REMOVE,))


def test_a_device_in_quarantine_is_in_the_product(cancel: Cancel) -> None:
    device = Device()
    device.barred = True
    place = look(session_for(device), STAFF, DEVICE_ID, cancel)
    assert (place.product, place.is_barred) == (PRODUCT, True)
    assert run(device, GIVE_BACK).done == (UNCLAIM, REMOVE)


@pytest.mark.parametrize("owner", ["", "bob@example.com"])
def test_what_a_team_is_shown_is_not_its_own(owner: str, cancel: Cancel) -> None:
    device = Device(owner)
    device.is_shown_to_team = True
    place = look(session_for(device), STAFF, DEVICE_ID, cancel)
    assert (place.owner, place.is_ours) == (owner, False)


def test_a_device_whose_owner_is_not_told_is_ones_own_if_the_account_lists_it(cancel: Cancel) -> None:
    device = Device("")
    device.is_shown_to_team = True
    session = session_for(device)
    assert isinstance(session.cloud, FakeCloud)
    session.cloud.listed = (device.entry(),)
    assert look(session, STAFF, DEVICE_ID, cancel).is_ours


def test_a_product_has_no_account_to_claim_a_device_to(cancel: Cancel) -> None:
    device = Device()
    with pytest.raises(SetupError) as raised:
        restore(session_for(device, PRODUCT_TOKEN), AS_PRODUCT, TO_ME, lambda _news: None, cancel)
    assert raised.value.reason is Reason.WRONG_TOKEN_KIND
    assert device.changes == []


def test_who_stops_it_half_way_is_told_what_is_changed(cancel: Cancel) -> None:
    device = Device()

    def stop(news: News) -> None:
        if news == ChangeNews(UNCLAIM, ChangeState.DONE):
            device.dies_after = 1
            cancel.cancel()

    report = restore(session_for(device), STAFF, GIVE_BACK, stop, cancel)
    assert (report.done, report.left) == ((UNCLAIM,), (REMOVE,))


def test_a_product_that_may_not_be_looked_into_says_nothing_of_what_was_given_back_from_the_account() -> None:
    device = Device(USERNAME, in_product=False)
    device.hidden = SetupError(Reason.NOT_ALLOWED, "HTTP 403")
    report = run(device, GIVE_BACK)
    assert (report.reason, report.done, device.owner) == (Reason.RESTORED, (UNCLAIM,), "")


def test_a_cloud_that_hides_what_is_in_a_product_no_more_shows_that_it_was_removed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    device = Device()
    remove = Products.remove

    def hide(products: Products, *arguments: Any) -> None:
        remove(products, *arguments)
        device.hidden = SetupError(Reason.NOT_ALLOWED, "HTTP 403")

    monkeypatch.setattr(Products, "remove", hide)
    report = run(device, GIVE_BACK)
    assert (report.reason, report.done) == (Reason.RESTORED, (UNCLAIM, REMOVE))


def test_a_cloud_that_shows_a_moment_later_that_nobody_owns_it_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    device = Device()
    now, entry, late = device.entry(), device.entry, [1]
    monkeypatch.setattr(device, "entry", lambda: now if device.changes and late and late.pop() else entry())
    assert run(device, GIVE_BACK).reason is Reason.RESTORED
