from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.cloud.client import Cloud
from setup_wizard.cloud.product_values import read_import
from setup_wizard.cloud.products import CUSTOMERS_PER_PAGE, MOST_CUSTOMER_PAGES, Products
from setup_wizard.core.account import CloudDevice, OAuthClient
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import Membership, Product
from setup_wizard.core.secret import Secret

TOKEN = Secret("0123456789abcdef" * 2 + "01234567")
ID = DeviceId("1e0032000447343138333038")
OTHER = DeviceId("2e0032000447343138333038")
THIRD = DeviceId("3e0032000447343138333038")
LAMP = {"id": 12857, "platform_id": 6, "name": "Lamp", "slug": "lamp-v1", "groups": [], "settings": {"x": 1}}
EXPIRED = {"error": "invalid_token", "error_description": "The access token provided has expired."}
DENIED = {"error": "Permission Denied", "info": "I didn't recognize that device name or ID"}
NO_PRODUCT = {"ok": False, "error": "Product not found."}
NO_DEVICE = {"ok": False, "error": "Device not found."}
NO_ORGANIZATION = {"ok": False, "error": "Organization not found for user"}
PAGE = b"<html>Not Found</html>"


@pytest.fixture
def products(cloud: Cloud) -> Products:
    return cloud.products


def refused(call: Callable[[], object]) -> SetupError:
    with pytest.raises(SetupError) as caught:
        call()
    return caught.value


def sent(server: Any) -> list[tuple[str, str]]:
    return [(seen.method, seen.path) for seen in server.seen]


CALLS: dict[str, Callable[[Products], object]] = {
    "list": lambda products: products.list_products(TOKEN, Cancel()),
    "find": lambda products: products.find_product(TOKEN, "lamp", Cancel()),
    "import": lambda products: products.import_device(TOKEN, "lamp", ID, Cancel()),
    "import file": lambda products: products.import_devices(TOKEN, "lamp", [ID], Cancel()),
    "member": lambda products: products.find_member(TOKEN, "lamp", ID, Cancel()),
    "unclaim": lambda products: products.unclaim(TOKEN, "lamp", ID, Cancel()),
    "remove": lambda products: products.remove(TOKEN, "lamp", ID, Cancel()),
    "customers": lambda products: products.list_customers(TOKEN, "lamp", Cancel()),
    "client": lambda products: products.create_client(TOKEN, "lamp", "Photon Setup", Cancel()),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (401, EXPIRED, Reason.TOKEN_EXPIRED),
        (
            400,
            {"error": "invalid_request", "error_description": "The access token was not found"},
            Reason.TOKEN_EXPIRED,
        ),
        (400, NO_ORGANIZATION, Reason.WRONG_TOKEN_KIND),
        (404, NO_ORGANIZATION, Reason.WRONG_TOKEN_KIND),
        (429, {}, Reason.RATE_LIMITED),
        (500, {}, Reason.CLOUD_ERROR),
        (502, PAGE, Reason.CLOUD_ERROR),
        (200, PAGE, Reason.CLOUD_UNREACHABLE),
        (403, PAGE, Reason.CLOUD_UNREACHABLE),
        (302, b"", Reason.CLOUD_UNREACHABLE),
        (200, {"ok": False, "error": "no"}, Reason.CLOUD_ERROR),
    ],
)
def test_every_call_tells_why_it_was_refused(
    products: Products,
    server: Any,
    reply: Any,
    call: Callable[[Products], object],
    status: int,
    body: object,
    reason: Reason,
) -> None:
    server.answers(reply(status, body))
    assert refused(lambda: call(products)).reason is reason
    assert {seen.headers["Authorization"] for seen in server.seen} == {f"Bearer {TOKEN.reveal()}"}
    assert not any(TOKEN.reveal() in seen.path for seen in server.seen)


@pytest.mark.parametrize("product", ["", "  ", ".", "..", " .. "])
def test_a_product_without_a_name_is_not_asked_for(products: Products, server: Any, product: str) -> None:
    for call in (
        lambda: products.find_product(TOKEN, product, Cancel()),
        lambda: products.import_device(TOKEN, product, ID, Cancel()),
        lambda: products.remove(TOKEN, product, ID, Cancel()),
        lambda: products.list_customers(TOKEN, product, Cancel()),
    ):
        assert refused(call).reason is Reason.PRODUCT_NOT_FOUND
    assert server.seen == []


class TestFindProduct:
    @pytest.mark.parametrize("product", [LAMP, [LAMP], {**LAMP, "id": "12857", "platform_id": "6"}])
    def test_reads_every_shape(self, products: Products, server: Any, reply: Any, product: object) -> None:
        server.answers(reply(body={"product": product}))
        assert products.find_product(TOKEN, " lamp-v1\n", Cancel()) == Product(12857, "Lamp", "lamp-v1", 6)
        assert sent(server) == [("GET", "/v1/products/lamp-v1")]

    def test_reads_one_without_a_platform(self, products: Products, server: Any, reply: Any) -> None:
        server.answers(reply(body={"product": {"id": 7, "name": None}}))
        assert products.find_product(TOKEN, "7", Cancel()) == Product(7)

    def test_does_not_judge_the_platform(self, products: Products, server: Any, reply: Any) -> None:
        server.answers(reply(body={"product": {**LAMP, "platform_id": 12}}))
        assert products.find_product(TOKEN, "12857", Cancel()).platform_id == 12

    @pytest.mark.parametrize(
        ("name", "path"),
        [("a/b", "a%2Fb"), ("../user", "..%2Fuser"), ("a b?c#d", "a%20b%3Fc%23d"), ("lämp", "l%C3%A4mp")],
    )
    def test_quotes_whatever_was_typed(self, products: Products, server: Any, reply: Any, name: str, path: str) -> None:
        server.answers(reply(404, NO_PRODUCT))
        assert refused(lambda: products.find_product(TOKEN, name, Cancel())).reason is Reason.PRODUCT_NOT_FOUND
        assert sent(server) == [("GET", f"/v1/products/{path}")]

    @pytest.mark.parametrize(("status", "body"), [(404, NO_PRODUCT), (403, DENIED), (404, {}), (404, PAGE)])
    def test_says_when_there_is_none(
        self, products: Products, server: Any, reply: Any, status: int, body: object
    ) -> None:
        server.answers(reply(status, body))
        assert refused(lambda: products.find_product(TOKEN, "1", Cancel())).reason is Reason.PRODUCT_NOT_FOUND

    @pytest.mark.parametrize("body", [{}, {"product": None}, {"product": []}, {"product": ["x"]}, {"product": {}}, []])
    def test_an_answer_without_a_product_is_an_error(
        self, products: Products, server: Any, reply: Any, body: object
    ) -> None:
        server.answers(reply(body=body))
        assert refused(lambda: products.find_product(TOKEN, "1", Cancel())).reason is Reason.CLOUD_ERROR


class TestListProducts:
    def test_leaves_out_what_is_none(self, products: Products, server: Any, reply: Any) -> None:
        server.answers(reply(body={"products": [LAMP, {"id": None}, "x", None, {"id": "8"}]}))
        assert products.list_products(TOKEN, Cancel()) == (Product(12857, "Lamp", "lamp-v1", 6), Product(8))
        assert sent(server) == [("GET", "/v1/products")]

    @pytest.mark.parametrize("body", [{}, {"products": None}, {"products": []}, []])
    def test_may_be_empty(self, products: Products, server: Any, reply: Any, body: object) -> None:
        server.answers(reply(body=body))
        assert products.list_products(TOKEN, Cancel()) == ()


REPORTS = [
    ({"updated": 1, "nonmemberDeviceIds": [], "invalidDeviceIds": []}, Membership.ADDED),
    ({"updated": 1}, Membership.ADDED),
    ({"updated": "1"}, Membership.ADDED),
    ({"updated": 1, "updatedDeviceIds": [ID.upper()], "existingDeviceIds": []}, Membership.ADDED),
    ({"updatedDeviceIds": [ID]}, Membership.ADDED),
    ({"updated": 0, "nonmemberDeviceIds": [], "invalidDeviceIds": []}, Membership.ALREADY),
    ({"updated": 0}, Membership.ALREADY),
    ({"updated": 0, "updatedDeviceIds": [], "existingDeviceIds": [ID.upper()]}, Membership.ALREADY),
    ({"updated": 0, "nonmemberDeviceIds": [], "invalidDeviceIds": [ID.upper()]}, Membership.INVALID),
    ({"updated": 0, "nonmemberDeviceIds": [f" {ID} "], "invalidDeviceIds": []}, Membership.NONMEMBER),
    ({"updated": 0, "protectedDeviceIds": [ID], "invalidDeviceIds": None}, Membership.PROTECTED),
    # A refusal counts more than a claim to the contrary.
    ({"updated": 1, "updatedDeviceIds": [ID], "invalidDeviceIds": [ID]}, Membership.INVALID),
]


class TestImportDevice:
    @pytest.mark.parametrize(("body", "membership"), REPORTS)
    def test_understands_every_answer(
        self, products: Products, server: Any, reply: Any, body: object, membership: Membership
    ) -> None:
        server.answers(reply(body=body))
        assert products.import_device(TOKEN, "lamp-v1", ID, Cancel()) is membership
        assert sent(server) == [("POST", "/v1/products/lamp-v1/devices")]
        assert server.seen[0].form == {"id": ID}

    @pytest.mark.parametrize(
        ("found", "membership"),
        [
            ((200, {"id": ID, "product_id": 12857}), Membership.ALREADY),
            ((404, NO_DEVICE), Membership.INVALID),
            ((200, {"id": ID, "quarantined": True}), Membership.INVALID),
        ],
    )
    @pytest.mark.parametrize(
        "body",
        [
            {"updated": 0, "updatedDeviceIds": [], "existingDeviceIds": [], "invalidDeviceIds": []},
            {"updated": 1, "updatedDeviceIds": [OTHER]},
            {"invalidDeviceIds": [OTHER]},
        ],
    )
    def test_looks_where_the_answer_does_not_account_for_it(
        self,
        products: Products,
        server: Any,
        reply: Any,
        body: object,
        found: tuple[int, object],
        membership: Membership,
    ) -> None:
        server.answers(reply(body=body), reply(*found))
        assert products.import_device(TOKEN, "lamp", ID, Cancel()) is membership
        assert sent(server)[1] == ("GET", f"/v1/products/lamp/devices/{ID}")

    @pytest.mark.parametrize(
        ("found", "membership"),
        [((200, {"id": ID, "product_id": "12857"}), Membership.ALREADY), ((404, NO_DEVICE), Membership.INVALID)],
    )
    def test_looks_where_a_local_cloud_refuses_what_it_has(
        self, products: Products, server: Any, reply: Any, found: tuple[int, object], membership: Membership
    ) -> None:
        lists = {"updated": 0, "nonmemberDeviceIds": [], "invalidDeviceIds": [ID]}
        server.answers(reply(400, lists), reply(*found))
        assert products.import_device(TOKEN, "lamp", ID, Cancel()) is membership

    def test_a_nonmember_of_a_local_cloud_stays_one(self, products: Products, server: Any, reply: Any) -> None:
        server.answers(reply(400, {"updated": 0, "nonmemberDeviceIds": [ID]}), reply(404, {}))
        assert products.import_device(TOKEN, "lamp", ID, Cancel()) is Membership.NONMEMBER

    def test_a_refusal_that_is_not_about_it_is_no_success(self, products: Products, server: Any, reply: Any) -> None:
        server.answers(reply(400, {"updated": 0, "invalidDeviceIds": [OTHER]}), reply(404, NO_DEVICE))
        assert refused(lambda: products.import_device(TOKEN, "lamp", ID, Cancel())).reason is Reason.CLOUD_ERROR

    @pytest.mark.parametrize(
        "body", [{}, b"", [], "imported", 1, {"ok": True}, {"updated": None}, {"updated": True}, {"updated": "some"}]
    )
    def test_an_unreadable_success_is_none(self, products: Products, server: Any, reply: Any, body: object) -> None:
        server.answers(reply(body=body))
        assert refused(lambda: products.import_device(TOKEN, "lamp", ID, Cancel())).reason is Reason.CLOUD_ERROR

    @pytest.mark.parametrize(
        ("status", "body", "reason"),
        [
            (404, NO_PRODUCT, Reason.PRODUCT_NOT_FOUND),
            (403, DENIED, Reason.NOT_ALLOWED),
            (400, {"ok": False, "errors": ["id is needed"]}, Reason.CLOUD_ERROR),
        ],
    )
    def test_is_refused(
        self, products: Products, server: Any, reply: Any, status: int, body: object, reason: Reason
    ) -> None:
        server.answers(reply(status, body))
        assert refused(lambda: products.import_device(TOKEN, "lamp", ID, Cancel())).reason is reason


class TestImportDevices:
    def test_uploads_one_file_with_an_id_a_line(self, products: Products, server: Any, reply: Any) -> None:
        ids = [DeviceId(f"{number:024x}") for number in range(3000)]
        server.answers(reply(body={"updated": 3000, "nonmemberDeviceIds": [], "invalidDeviceIds": []}))
        result = products.import_devices(TOKEN, "12857", [*ids, ids[0]], Cancel())
        assert result == dict.fromkeys(ids, Membership.ADDED)
        assert sent(server) == [("POST", "/v1/products/12857/devices")]
        assert "".join(f"{device_id}\n" for device_id in ids).encode() in server.seen[0].body

    def test_tells_of_every_device(self, products: Products, server: Any, reply: Any) -> None:
        ids = [DeviceId(f"{number:024x}") for number in range(5)]
        server.answers(
            reply(
                body={
                    "updated": 1,
                    "updatedDeviceIds": [ids[0]],
                    "existingDeviceIds": [ids[1]],
                    "invalidDeviceIds": [ids[2].upper()],
                    "nonmemberDeviceIds": [ids[3]],
                    "protectedDeviceIds": [ids[4]],
                }
            )
        )
        assert list(products.import_devices(TOKEN, "1", ids, Cancel()).values()) == list(Membership)

    def test_what_was_neither_refused_nor_counted_was_there_already(
        self, products: Products, server: Any, reply: Any
    ) -> None:
        server.answers(reply(body={"updated": 1, "nonmemberDeviceIds": [], "invalidDeviceIds": [ID]}))
        result = products.import_devices(TOKEN, "1", [ID, OTHER, THIRD], Cancel())
        assert result == {ID: Membership.INVALID, OTHER: Membership.ALREADY, THIRD: Membership.ALREADY}

    def test_looks_for_what_no_list_and_no_count_accounts_for(
        self, products: Products, server: Any, reply: Any
    ) -> None:
        body = {"updated": 1, "updatedDeviceIds": [ID], "existingDeviceIds": []}
        server.answers(reply(body=body), reply(body={"id": OTHER}), reply(404, NO_DEVICE))
        result = products.import_devices(TOKEN, "1", [ID, OTHER, THIRD], Cancel())
        assert result == {ID: Membership.ADDED, OTHER: Membership.ALREADY, THIRD: Membership.INVALID}
        assert [path[-24:] for _, path in sent(server)[1:]] == [OTHER, THIRD]

    def test_a_refused_file_tells_of_what_is_in_the_product(self, products: Products, server: Any, reply: Any) -> None:
        body = {"updated": 0, "nonmemberDeviceIds": [OTHER], "invalidDeviceIds": [ID]}
        server.answers(reply(400, body), reply(body={"id": ID}), reply(404, NO_DEVICE))
        result = products.import_devices(TOKEN, "1", [ID, OTHER], Cancel())
        assert result == {ID: Membership.ALREADY, OTHER: Membership.NONMEMBER}

    @pytest.mark.parametrize("listed", [[{"id": OTHER, "reason": "P1"}, {"id": THIRD}], [{"id": OTHER}, "unreadable"]])
    def test_a_refusal_that_cannot_be_read_makes_nobody_a_member(
        self, products: Products, server: Any, reply: Any, listed: list[object]
    ) -> None:
        body = {"updated": 0, "invalidDeviceIds": listed, "nonmemberDeviceIds": []}
        server.answers(reply(body=body), reply(404, NO_DEVICE))
        result = products.import_devices(TOKEN, "1", [OTHER, THIRD], Cancel())
        assert result == {OTHER: Membership.INVALID, THIRD: Membership.INVALID}

    def test_one_that_is_kept_out_is_no_member(self, products: Products, server: Any, reply: Any) -> None:
        server.answers(reply(400, {"updated": 0, "invalidDeviceIds": [ID]}), reply(body={"id": ID, "denied": True}))
        assert products.import_devices(TOKEN, "1", [ID], Cancel()) == {ID: Membership.INVALID}

    def test_nothing_needs_no_request(self, products: Products, server: Any) -> None:
        assert products.import_devices(TOKEN, "1", [], Cancel()) == {}
        assert server.seen == []


@given(
    st.dictionaries(
        st.sampled_from(["updated", "updatedDeviceIds", "existingDeviceIds", "invalidDeviceIds", "protectedDeviceIds"]),
        st.integers() | st.text() | st.none() | st.lists(st.sampled_from([ID, OTHER, OTHER.upper(), None, 5, "x"])),
    )
)
def test_no_answer_makes_a_refused_device_a_member(fields: dict[str, object]) -> None:
    try:
        told = read_import(fields, [ID, OTHER])
    except SetupError:
        return
    assert set(told) <= {ID, OTHER}
    lists = (fields.get("invalidDeviceIds"), fields.get("protectedDeviceIds"))
    refused_ids = {str(entry).lower() for entries in lists if isinstance(entries, list) for entry in entries}
    assert not any(told[device_id].is_member for device_id in told if device_id in refused_ids)


class TestFindMember:
    def test_tells_the_owner_and_the_product(self, products: Products, server: Any, reply: Any) -> None:
        server.answers(reply(body={"id": ID, "product_id": 12857, "platform_id": 6, "owner": "A+b@C.de "}))
        member = products.find_member(TOKEN, "lamp", ID, Cancel())
        assert member == CloudDevice(ID, product_id=12857, platform_id=6, owner="a+b@c.de")
        assert sent(server) == [("GET", f"/v1/products/lamp/devices/{ID}")]

    def test_a_product_with_the_number_of_a_platform_is_still_one(
        self, products: Products, server: Any, reply: Any
    ) -> None:
        server.answers(reply(body={"id": ID, "product_id": "6", "platform_id": 6}))
        member = products.find_member(TOKEN, "6", ID, Cancel())
        assert member is not None
        assert member.product_id == 6

    @pytest.mark.parametrize("owner", [None, "", 5, {}])
    def test_nobody_may_own_it(self, products: Products, server: Any, reply: Any, owner: object) -> None:
        server.answers(reply(body={"id": ID, "owner": owner}))
        member = products.find_member(TOKEN, "lamp", ID, Cancel())
        assert member is not None
        assert member.owner == ""

    @pytest.mark.parametrize(
        ("status", "body"),
        [
            (404, NO_DEVICE),
            (403, DENIED),
            (404, NO_PRODUCT),
            (404, PAGE),
        ],
    )
    def test_another_is_none(self, products: Products, server: Any, reply: Any, status: int, body: object) -> None:
        server.answers(reply(status, body))
        assert products.find_member(TOKEN, "lamp", ID, Cancel()) is None

    @pytest.mark.parametrize("why", ["quarantined", "denied"])
    def test_one_that_is_kept_out_is_listed_and_barred(
        self, products: Products, server: Any, reply: Any, why: str
    ) -> None:
        server.answers(reply(body={"id": ID, why: True, "owner": "a@b.c"}))
        member = products.find_member(TOKEN, "lamp", ID, Cancel())
        assert member is not None
        assert (member.barred, member.owner) == (True, "a@b.c")

    @pytest.mark.parametrize(
        ("status", "body", "reason"),
        [
            (403, DENIED, Reason.NOT_ALLOWED),
            (404, NO_PRODUCT, Reason.PRODUCT_NOT_FOUND),
            (404, PAGE, Reason.CLOUD_ERROR),
        ],
    )
    def test_who_must_know_is_told_that_it_is_not_shown(
        self, products: Products, server: Any, reply: Any, status: int, body: object, reason: Reason
    ) -> None:
        server.answers(reply(status, body))
        assert refused(lambda: products.find_member(TOKEN, "lamp", ID, Cancel(), strict=True)).reason is reason

    def test_who_must_know_believes_the_cloud(self, products: Products, server: Any, reply: Any) -> None:
        server.answers(reply(404, NO_DEVICE))
        assert products.find_member(TOKEN, "lamp", ID, Cancel(), strict=True) is None

    @pytest.mark.parametrize("body", [{"id": OTHER}, {}, []])
    def test_an_answer_about_another_device_is_an_error(
        self, products: Products, server: Any, reply: Any, body: object
    ) -> None:
        server.answers(reply(body=body))
        assert refused(lambda: products.find_member(TOKEN, "lamp", ID, Cancel())).reason is Reason.CLOUD_ERROR

    def test_ends_in_the_time_it_is_given(self, raw_server: Any) -> None:
        silent = raw_server(lambda _connection, over: over.wait())
        products = Cloud(f"http://127.0.0.1:{silent.port}").products
        error = refused(lambda: products.find_member(TOKEN, "lamp", ID, Cancel(), total_s=0.2))
        assert error.detail == "timeout: no complete answer within 0.2 s"


@pytest.mark.parametrize(("call", "path"), [("unclaim", f"{ID}/owner"), ("remove", ID)])
class TestUnclaimAndRemove:
    @pytest.mark.parametrize(
        ("status", "body"),
        [
            (200, {"ok": True}),
            (200, b""),
            (204, b""),
            (202, {"updated": 1}),
            (404, {"ok": False, "error": "Device has no owner."}),
            (404, {}),
        ],
    )
    def test_are_done(
        self, products: Products, server: Any, reply: Any, call: str, path: str, status: int, body: object
    ) -> None:
        server.answers(reply(status, body))
        getattr(products, call)(TOKEN, "lamp", ID, Cancel())
        assert sent(server) == [("DELETE", f"/v1/products/lamp/devices/{path}")]

    @pytest.mark.parametrize(
        ("status", "body", "reason"),
        [
            (404, NO_PRODUCT, Reason.PRODUCT_NOT_FOUND),
            (404, PAGE, Reason.CLOUD_ERROR),
            (403, DENIED, Reason.NOT_ALLOWED),
            (400, {"error": "no"}, Reason.CLOUD_ERROR),
        ],
    )
    def test_are_refused(
        self,
        products: Products,
        server: Any,
        reply: Any,
        call: str,
        path: str,
        status: int,
        body: object,
        reason: Reason,
    ) -> None:
        server.answers(reply(status, body))
        assert refused(lambda: getattr(products, call)(TOKEN, "lamp", ID, Cancel())).reason is reason


class TestListCustomers:
    def page(self, reply: Any, names: list[str], total: object) -> Any:
        people = [{"id": f"id of {name}", "username": name} for name in names]
        return reply(body={"customers": people, "devices": [], "meta": {"total_pages": total}})

    def test_turns_the_pages(self, products: Products, server: Any, reply: Any) -> None:
        server.answers(*(self.page(reply, names, 3) for names in (["a", "B"], ["b", "c"], ["d"])))
        assert products.list_customers(TOKEN, "lamp", Cancel()) == ("a", "b", "c", "d")
        size = f"perPage={CUSTOMERS_PER_PAGE}"
        assert [path for _, path in sent(server)] == [
            f"/v1/products/lamp/customers?page={page}&{size}" for page in (1, 2, 3)
        ]

    @pytest.mark.parametrize("total", [None, "many", 10**9])
    def test_stops_where_nothing_new_comes(self, products: Products, server: Any, reply: Any, total: object) -> None:
        server.answers(self.page(reply, ["a"], total))
        assert products.list_customers(TOKEN, "lamp", Cancel()) == ("a",)
        assert len(server.seen) == 2

    def test_stops_somewhere(self, products: Products, server: Any, reply: Any) -> None:
        pages = (self.page(reply, [f"{number}"], 10**9) for number in range(MOST_CUSTOMER_PAGES + 1))
        server.answers(*pages)
        assert len(products.list_customers(TOKEN, "lamp", Cancel())) == len(server.seen) == MOST_CUSTOMER_PAGES

    @pytest.mark.parametrize("body", [{}, {"customers": [None, 5, {}, {"username": None}], "meta": 5}, []])
    def test_may_be_empty(self, products: Products, server: Any, reply: Any, body: object) -> None:
        server.answers(reply(body=body))
        assert products.list_customers(TOKEN, "lamp", Cancel()) == ()


class TestCreateClient:
    def test_hands_out_the_secret_once(self, products: Products, server: Any, reply: Any) -> None:
        client = {"name": "Photon Setup", "type": "installed", "id": "photon-setup-1234", "secret": "canary"}
        server.answers(reply(body={"ok": True, "client": client}))
        made = products.create_client(TOKEN, "lamp", "Photon Setup", Cancel())
        assert made == OAuthClient("photon-setup-1234", Secret("canary"))
        assert "canary" not in repr(made)
        assert sent(server) == [("POST", "/v1/products/lamp/clients")]
        assert server.seen[0].form == {"name": "Photon Setup", "type": "installed"}

    @pytest.mark.parametrize(
        "body",
        [{}, {"ok": True}, {"client": []}, {"client": {"id": "x"}}, {"client": {"id": "x", "secret": ""}}, []],
    )
    def test_without_its_secret_is_an_error(self, products: Products, server: Any, reply: Any, body: object) -> None:
        server.answers(reply(body=body))
        error = refused(lambda: products.create_client(TOKEN, "lamp", "Photon Setup", Cancel()))
        assert error.reason is Reason.CLOUD_ERROR
