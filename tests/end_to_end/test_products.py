"""A product's devices, for its customers and for nobody, with one radio: each way to sign in, each trap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret
from setup_wizard.options import GivenSecrets, Options
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.holder import Holder
from setup_wizard.simulator.population import PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEMO, SimulatorOptions
from tests.end_to_end.bench import HOME_PASSWORD, Bench, Run
from tests.end_to_end.conftest import Simulate
from tests.patience import PATIENCE_S

NEW_CUSTOMER = "Ada+Lamp@Example.com"
KNOWN_CUSTOMER = "shadow@example.com"
PRODUCT = str(PHOTON_PRODUCT_ID)
IMPORT = f"cloud POST /v1/products/{PRODUCT}/devices"
CLAIM_CODE = f"cloud POST /v1/products/{PRODUCT}/device_claims"
CLAIM_BY_ID = "POST /v1/devices"
TWO_VISITS = ["join_photon", "leave_photon", "join_photon"]


@pytest.fixture
def bench(simulate: Simulate) -> Bench:
    """A simulation with one radio."""
    return simulate(SimulatorOptions(one_radio=True))


def as_client(bench: Bench, customer: str | None = NEW_CUSTOMER, **options: object) -> tuple[Options, GivenSecrets]:
    """Options and secrets of a company's back end: its client, and a customer."""
    client = bench.simulator.population.two_legged_client
    chosen = replace(bench.options, product=PRODUCT, client_id=client.client_id, customer=customer, **options)  # type: ignore[arg-type]
    return chosen, GivenSecrets(client_secret=client.secret, wifi_password=HOME_PASSWORD)


def run(
    bench: Bench, chosen: tuple[Options, GivenSecrets], *, claim: bool = True, until: Callable[[], bool] | None = None
) -> Run:
    options, given = chosen
    return bench.provision(options=options, given=given, person=True, claim=claim, until=until)


def refused_by_id(bench: Bench) -> Callable[[], bool]:
    """Whether, from now on, the Photon was seen to leave, and was tried to be claimed by its id."""
    missed, before = bench.missing(), bench.relay.requests.count(CLAIM_BY_ID)
    return lambda: missed.is_set() and bench.relay.requests.count(CLAIM_BY_ID) > before


def press_setup(bench: Bench) -> None:
    """Back to setup mode."""
    bench.simulator.photon.press_setup()
    assert bench.simulator.photon.wait_until(lambda photon: photon.listening, PATIENCE_S)


def order_of(bench: Bench, *lines: str) -> list[str]:
    """The first of each of these requests, in the order in which they came."""
    asked = bench.simulator.log.lines()
    return sorted((line for line in lines if line in asked), key=asked.index)


@pytest.mark.parametrize("customer", [NEW_CUSTOMER, KNOWN_CUSTOMER])
def test_from_client_id_and_secret_to_claimed_in_two_visits(bench: Bench, customer: str) -> None:
    done = run(bench, as_client(bench, customer))
    assert (done.reason, done.result.ok) == (Reason.CLAIMED, True)
    assert (done.result.owner, done.result.product) == (customer.lower(), PHOTON_PRODUCT_ID)
    assert bench.owner == customer.lower()
    assert done.told("ask")[:3] == TWO_VISITS
    steps = [IMPORT, CLAIM_CODE, "photon set", "photon connect-ap"]
    assert order_of(bench, *reversed(steps)) == steps
    assert bench.simulator.log.lines().count(CLAIM_CODE) == 1


def test_a_known_device_takes_one_visit(bench: Bench) -> None:
    device_id = DeviceId(bench.simulator.photon.hardware.device_id.lower())
    done = run(bench, as_client(bench, device_id=device_id))
    assert done.reason is Reason.CLAIMED
    assert done.told("ask")[:1] == ["join_photon"]
    assert done.told("ask").count("join_photon") == 1
    steps = [IMPORT, CLAIM_CODE, "photon device-id", "photon set", "photon connect-ap"]
    assert order_of(bench, *steps[:2], *steps[3:]) == [*steps[:2], *steps[3:]]


def test_a_cloud_that_stays_reachable_takes_one_visit(simulate: Simulate) -> None:
    bench = simulate(SimulatorOptions())
    options, given = as_client(bench)
    done = bench.provision(options=options, given=given)
    assert done.reason is Reason.CLAIMED
    assert done.told("ask") == []


def test_a_slug_is_as_good_as_the_id(bench: Bench) -> None:
    options, given = as_client(bench)
    done = run(bench, (replace(options, product="greenhouse-v100"), given))
    assert (done.reason, done.result.product) == (Reason.CLAIMED, PHOTON_PRODUCT_ID)


def test_a_team_member_with_the_products_client(bench: Bench) -> None:
    options, given = as_client(bench)
    done = run(bench, (options, replace(given, token=bench.simulator.token)))
    assert (done.reason, bench.owner) == (Reason.CLAIMED, NEW_CUSTOMER.lower())


def test_a_team_member_by_password(bench: Bench) -> None:
    options, given = as_client(bench)
    done = run(bench, (replace(options, username=DEMO.username), replace(given, password=DEMO.password)))
    assert (done.reason, bench.owner) == (Reason.CLAIMED, NEW_CUSTOMER.lower())


@pytest.mark.parametrize("customer", ["new@example.com", "customer@example.com"])
def test_simple_auth_signs_up_and_logs_in_to_claimed(bench: Bench, customer: str) -> None:
    client = bench.simulator.population.simple_client
    put_into_product(bench)
    options = replace(bench.options, product=PRODUCT, client_id=client.client_id, customer=customer)
    given = GivenSecrets(password=Secret("tomatoes"), client_secret=client.secret, wifi_password=HOME_PASSWORD)
    done = run(bench, (options, given))
    assert (done.reason, done.result.owner, bench.owner) == (Reason.CLAIMED, customer, customer)
    assert done.told("ask").count("join_photon") == 1
    assert IMPORT not in bench.simulator.log.lines()


def test_a_customers_token_that_was_handed_over(bench: Bench) -> None:
    put_into_product(bench)
    done = run(bench, with_customers_token(bench))
    assert (done.reason, done.result.owner, bench.owner) == (Reason.CLAIMED, KNOWN_CUSTOMER, KNOWN_CUSTOMER)


def test_a_customers_token_beside_the_client_imports_too(bench: Bench) -> None:
    options, given = with_customers_token(bench)
    client = bench.simulator.population.two_legged_client
    done = run(bench, (replace(options, client_id=client.client_id), replace(given, client_secret=client.secret)))
    assert (done.reason, bench.owner) == (Reason.CLAIMED, KNOWN_CUSTOMER)


def test_a_products_device_for_nobody_is_seen_online_in_the_product(bench: Bench) -> None:
    done = run(bench, as_client(bench, None), claim=False)
    assert (done.reason, done.result.ok, done.result.owner) == (Reason.ONLINE, True, None)
    assert (done.result.product, bench.owner) == (PHOTON_PRODUCT_ID, None)
    assert CLAIM_CODE not in bench.simulator.log.lines()


def test_a_device_that_is_online_before_it_is_in_the_product_is_claimed_by_its_id(bench: Bench) -> None:
    bench.faults.switch_on(Fault.CONNECTS_BEFORE_IMPORT)
    done = run(bench, as_client(bench))
    assert (done.reason, bench.owner) == (Reason.CLAIMED, NEW_CUSTOMER.lower())
    assert f"cloud {CLAIM_BY_ID}" in bench.simulator.log.lines()


@pytest.mark.parametrize("fault", [Fault.DUPLICATE_CUSTOMER_401, Fault.DUPLICATE_CUSTOMER_409])
def test_a_customer_who_is_there_already_is_found_however_that_is_said(bench: Bench, fault: Fault) -> None:
    bench.faults.switch_on(fault)
    assert run(bench, as_client(bench, KNOWN_CUSTOMER)).reason is Reason.CLAIMED


def test_a_customer_whose_creation_was_not_answered_is_looked_for_and_not_created_twice(bench: Bench) -> None:
    bench.faults.switch_on(Fault.ANSWER_LOST, where=f"POST /v1/products/{PRODUCT}/customers")
    done = run(bench, as_client(bench))
    assert done.reason is Reason.CLAIMED
    assert bench.simulator.log.lines().count(f"cloud POST /v1/products/{PRODUCT}/customers") == 1


@pytest.mark.parametrize("fault", [Fault.PRODUCT_AS_LIST, Fault.IMPORT_ANSWERS_OF_2015, Fault.IMPORT_REFUSED_WITH_400])
def test_older_and_other_clouds_answer_in_other_shapes(bench: Bench, fault: Fault) -> None:
    put_into_product(bench)
    bench.faults.switch_on(fault)
    assert run(bench, as_client(bench)).reason is Reason.CLAIMED


@pytest.mark.parametrize("fault", [Fault.IMPORT_INVALID, Fault.IMPORT_NONMEMBER, Fault.IMPORT_PROTECTED])
def test_a_device_that_was_not_imported_is_told_nothing(bench: Bench, fault: Fault) -> None:
    bench.faults.switch_on(fault)
    assert run(bench, as_client(bench)).reason is Reason.DEVICE_REFUSED_BY_PRODUCT
    assert bench.untouched


def test_a_photon_is_no_device_of_a_p1_product(bench: Bench) -> None:
    bench.faults.switch_off(Fault.IMPORT_INVALID)
    done = run(bench, as_staff(bench, "greenhouse-p1-v100"), claim=False)
    assert done.reason is Reason.DEVICE_REFUSED_BY_PRODUCT
    assert bench.untouched


@pytest.mark.parametrize(
    ("product", "reason"),
    [
        ("greenhouse-mesh-v100", Reason.WRONG_PLATFORM),
        ("no-such-product", Reason.PRODUCT_NOT_FOUND),
        ("99", Reason.PRODUCT_NOT_FOUND),
    ],
)
def test_a_wrong_product_is_refused_before_anything_is_changed(bench: Bench, product: str, reason: Reason) -> None:
    assert run(bench, as_staff(bench, product), claim=False).reason is reason
    assert bench.untouched
    assert not any(line.startswith("photon") for line in bench.simulator.log.lines())


def test_a_device_of_another_customer_is_not_taken(bench: Bench) -> None:
    put_into_product(bench)
    assert run(bench, as_client(bench, "bob@example.com")).reason is Reason.CLAIMED
    press_setup(bench)
    done = run(bench, as_client(bench, "ada@example.com"), until=refused_by_id(bench))
    assert done.reason is Reason.OWNED_BY_OTHER
    assert not done.result.ok
    assert "estore" in done.result.message
    assert bench.owner == "bob@example.com"


def test_the_same_customer_gets_the_same_device_again(bench: Bench) -> None:
    assert run(bench, as_client(bench)).reason is Reason.CLAIMED
    press_setup(bench)
    assert run(bench, as_client(bench)).reason is Reason.CLAIMED


def test_a_wrong_client_secret_is_said_before_anything_is_changed(bench: Bench) -> None:
    options, given = as_client(bench)
    done = run(bench, (options, replace(given, client_secret=Secret("0" * 40))))
    assert done.reason is Reason.SIGN_IN_REFUSED
    assert "client" in done.result.message
    assert bench.untouched


@pytest.mark.parametrize("claim", [True, False])
def test_a_client_of_no_product_or_of_simple_auth_is_recognised(bench: Bench, claim: bool) -> None:
    population = bench.simulator.population
    for client in (population.account_client, population.simple_client):
        options, given = as_client(bench)
        done = run(
            bench,
            (replace(options, client_id=client.client_id), replace(given, client_secret=client.secret)),
            claim=claim,
        )
        assert not done.result.ok
        assert done.reason in (Reason.SIGN_IN_REFUSED, Reason.WRONG_TOKEN_KIND, Reason.PRODUCT_NOT_FOUND)
        assert bench.untouched


def test_a_customers_token_is_not_used_where_the_account_is_meant(bench: Bench) -> None:
    options, given = with_customers_token(bench)
    done = run(bench, (replace(options, product=None, customer=None), given))
    assert done.reason is Reason.WRONG_TOKEN_KIND
    assert bench.untouched


def test_a_developers_token_without_a_customer_is_recognised_before_the_code_is_asked_for(bench: Bench) -> None:
    done = run(bench, as_staff(bench, PRODUCT))
    assert done.reason is Reason.WRONG_TOKEN_KIND
    assert CLAIM_CODE not in bench.simulator.log.lines()
    assert bench.untouched


def put_into_product(bench: Bench) -> None:
    """As the product's maker does before a device is sold."""
    cloud = bench.simulator.cloud
    with cloud.lock:
        device = cloud.devices.find(bench.simulator.photon.hardware.device_id)
        assert device is not None
        device.product_id = PHOTON_PRODUCT_ID


def as_staff(bench: Bench, product: str) -> tuple[Options, GivenSecrets]:
    given = GivenSecrets(token=bench.simulator.token, wifi_password=HOME_PASSWORD)
    return replace(bench.options, product=product), given


def with_customers_token(bench: Bench) -> tuple[Options, GivenSecrets]:
    cloud = bench.simulator.cloud
    with cloud.lock:
        token = cloud.accounts.hand_out(Holder.customer(PHOTON_PRODUCT_ID, KNOWN_CUSTOMER)).value
    return replace(bench.options, product=PRODUCT), GivenSecrets(token=Secret(token), wifi_password=HOME_PASSWORD)
