"""Every row of the cloud's table of errors: the trap is sprung in the simulated cloud, and what is said is right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from setup_wizard.compose import build_session
from setup_wizard.core.account import OAuthClient, Token, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId, parse_device_id
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.options import GivenSecrets
from setup_wizard.simulator.clients import Client
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.holder import Holder
from setup_wizard.simulator.population import NEIGHBOUR, PHOTON_PRODUCT_ID
from setup_wizard.workflow.customer import use_customer
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.prepare import prepare
from setup_wizard.workflow.product import choose_product, put_into_product
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.sign_in import sign_in, use_client, use_token
from setup_wizard.workflow.words import words_for
from tests.end_to_end.bench import HOME_PASSWORD, Bench
from tests.end_to_end.test_products import KNOWN_CUSTOMER, NEW_CUSTOMER, PRODUCT, as_client, refused_by_id

CLAIM_CODE = f"cloud POST /v1/products/{PRODUCT}/device_claims"
FOR_CUSTOMER = Facts(purpose=Purpose.CUSTOMER)


@pytest.fixture
def session(bench: Bench) -> Session:
    return build_session(bench.options)


def client_of(client: Client) -> OAuthClient:
    return OAuthClient(client.client_id, client.secret)


def signed_in(bench: Bench, session: Session, customer: str = KNOWN_CUSTOMER) -> Facts:
    """With the product's client, for a customer, and with a device that is known."""
    cancel = Cancel()
    facts = use_client(session, FOR_CUSTOMER, client_of(bench.simulator.population.two_legged_client), cancel)
    facts = choose_product(session, facts, PRODUCT, cancel)
    facts = use_customer(session, facts, customer, cancel)
    return replace(facts, expected_device_id=device_id_of(bench))


def device_id_of(bench: Bench) -> DeviceId:
    return parse_device_id(bench.simulator.photon.hardware.device_id)


def hand_out(bench: Bench, holder: Holder) -> Secret:
    with bench.simulator.cloud.lock:
        return Secret(bench.simulator.cloud.accounts.hand_out(holder).value)


@pytest.mark.parametrize(
    "holder",
    [
        Holder.developer("demo@example.com"),
        Holder.product(PHOTON_PRODUCT_ID),
        Holder.customer(PHOTON_PRODUCT_ID + 1, KNOWN_CUSTOMER),
    ],
)
def test_organization_not_found_for_user_the_customers_token_is_made_and_it_goes_on(
    bench: Bench, session: Session, holder: Holder
) -> None:
    facts = signed_in(bench, session)
    session.customer_token = Token(hand_out(bench, holder), KNOWN_CUSTOMER, kind=TokenKind.CUSTOMER)
    prepare(session, facts, lambda _news: None, Cancel())
    assert session.claim_code is not None
    assert bench.simulator.log.lines().count(CLAIM_CODE) <= 2


def test_organization_not_found_and_nothing_to_make_a_token_with_is_the_wrong_kind(
    bench: Bench, session: Session
) -> None:
    facts = signed_in(bench, session)
    token = hand_out(bench, Holder.developer("demo@example.com"))
    session.customer_token, session.client = Token(token, kind=TokenKind.CUSTOMER), None
    with pytest.raises(SetupError) as raised:
        prepare(session, replace(facts, devices_before=()), lambda _news: None, Cancel())
    assert raised.value.reason is Reason.WRONG_TOKEN_KIND
    assert "customer" in words_for(raised.value.reason, in_product=True).why


@pytest.mark.parametrize("product", ["lamp", "99", "12858x"])
def test_product_not_found(bench: Bench, session: Session, product: str) -> None:
    facts = use_token(session, FOR_CUSTOMER, bench.simulator.token, Cancel())
    with pytest.raises(SetupError) as raised:
        choose_product(session, facts, product, Cancel())
    assert raised.value.reason is Reason.PRODUCT_NOT_FOUND


def test_a_product_of_another_team_is_not_found_either(bench: Bench, session: Session) -> None:
    facts = use_token(session, FOR_CUSTOMER, hand_out(bench, Holder.developer(NEIGHBOUR.username)), Cancel())
    with pytest.raises(SetupError) as raised:
        choose_product(session, facts, PRODUCT, Cancel())
    assert raised.value.reason is Reason.PRODUCT_NOT_FOUND


def test_a_customers_token_that_ended_is_made_again(bench: Bench, session: Session) -> None:
    facts = signed_in(bench, session)
    session.customer_token = Token(Secret("0" * 40), KNOWN_CUSTOMER, kind=TokenKind.CUSTOMER)
    prepare(session, facts, lambda _news: None, Cancel())
    assert session.claim_code is not None


def test_a_products_token_that_ended_is_made_again(bench: Bench, session: Session) -> None:
    facts = signed_in(bench, session)
    session.token = Token(Secret("0" * 40), "", kind=TokenKind.PRODUCT)
    prepare(session, facts, lambda _news: None, Cancel())
    assert bench.simulator.cloud.product_of(device_id_of(bench)) == PHOTON_PRODUCT_ID


def test_a_sign_up_with_a_client_of_another_place_names_the_client(bench: Bench, session: Session) -> None:
    facts = signed_in(bench, session)
    session.client = client_of(bench.simulator.population.account_client)
    with pytest.raises(SetupError) as raised:
        use_customer(session, facts, "new@example.com", Cancel())
    assert raised.value.reason in (Reason.CUSTOMER_REFUSED, Reason.WRONG_TOKEN_KIND, Reason.SIGN_IN_REFUSED)
    assert "client" in words_for(raised.value.reason, in_product=True).message + words_for(raised.value.reason).why


@pytest.mark.parametrize("customer", [KNOWN_CUSTOMER, "customer@example.com", KNOWN_CUSTOMER.upper()])
def test_a_customer_who_exists_is_found(bench: Bench, session: Session, customer: str) -> None:
    assert signed_in(bench, session, customer).customer == customer.lower()


def test_a_new_customer_is_not_listed_before_the_first_claim_and_is_afterwards(bench: Bench) -> None:
    options, given = as_client(bench)
    done = bench.provision(options=options, given=given)
    assert done.reason is Reason.CLAIMED
    assert f"The product lists {NEW_CUSTOMER.lower()} among its customers." in done.told("note")


@pytest.mark.parametrize("fault", [Fault.CODE_EXPIRED, Fault.CODE_REJECTED, Fault.PRESENTS_NO_CLAIM])
def test_a_code_that_did_not_take_is_made_good_by_claiming_by_id(bench: Bench, fault: Fault) -> None:
    bench.faults.switch_on(fault)
    options, given = as_client(bench)
    done = bench.provision(options=options, given=given)
    assert (done.reason, bench.owner) == (Reason.CLAIMED, NEW_CUSTOMER.lower())


def test_a_device_that_belongs_to_somebody_else_is_said_so_and_stays_theirs(bench: Bench) -> None:
    bench.simulator.cloud.give_to(device_id_of(bench), "demo@example.com")
    options, given = as_client(bench)
    done = bench.provision(options=options, given=given, until=refused_by_id(bench))
    assert done.reason is Reason.OWNED_BY_OTHER
    assert bench.owner == "demo@example.com"


@pytest.mark.parametrize("device_id", ["f" * 24, "2f0028000447353138383138"])
def test_an_id_that_is_unknown_or_of_another_kind_is_refused_though_the_answer_is_200(
    bench: Bench, session: Session, device_id: str
) -> None:
    facts = signed_in(bench, session)
    assert facts.product is not None
    with pytest.raises(SetupError) as raised:
        put_into_product(session, facts.product, parse_device_id(device_id), Cancel())
    assert raised.value.reason is Reason.DEVICE_REFUSED_BY_PRODUCT


def test_bad_credentials_are_refused_and_counted_far_below_the_clouds_lock(bench: Bench, session: Session) -> None:
    reasons = []
    for _try in range(8):
        with pytest.raises(SetupError) as raised:
            sign_in(session, Facts(), "demo@example.com", Secret("wrong"), Cancel())
        reasons.append(raised.value.reason)
    assert reasons[:5] == [Reason.SIGN_IN_REFUSED] * 5
    assert set(reasons[5:]) == {Reason.RATE_LIMITED}
    assert bench.simulator.log.lines().count("cloud POST /oauth/token") == 5


def test_a_clouds_wish_for_a_pause_is_passed_on(bench: Bench) -> None:
    bench.faults.switch_on(Fault.RATE_LIMITED, seconds=7.0)
    options, given = as_client(bench)
    assert bench.provision(options=options, given=given).reason is Reason.RATE_LIMITED


def test_an_upper_case_id_from_the_photon_is_the_clouds_lower_case_one(bench: Bench) -> None:
    assert bench.simulator.photon.hardware.device_id.upper() != device_id_of(bench)
    options, given = as_client(bench)
    done = bench.provision(options=options, given=given)
    assert done.result.device_id == device_id_of(bench)
    assert all(not any(char.isupper() for char in line.split("/")[-1]) for line in bench.simulator.log.lines())


def test_a_token_is_never_used_where_the_cloud_would_say_something_else(bench: Bench) -> None:
    token = hand_out(bench, Holder.customer(PHOTON_PRODUCT_ID, KNOWN_CUSTOMER))
    options = replace(bench.options, product=PRODUCT)
    done = bench.provision(options=options, given=GivenSecrets(token=token, wifi_password=HOME_PASSWORD), claim=False)
    assert done.reason is Reason.WRONG_TOKEN_KIND
    assert not any("/products" in line for line in bench.simulator.log.lines())
