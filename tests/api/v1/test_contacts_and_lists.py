"""Contract §§ 7–9: contacts, lists and credits."""

from typing import Any

from apps.compliance import queries as compliance
from apps.contacts.models import Contact
from apps.lists import actions as lists
from tests.api.keys import Caller
from tests.api.v1.test_messages import NEW, error
from tests.world import World

MARIA = {
    "phone": NEW,
    "first_name": "Maria",
    "last_name": "Silva",
    "email": "maria@example.com",
    "opt_in": {"source": "checkout", "ip": "203.0.113.4"},
    "attributes": {"tier": "vip", "joined_at": "2026-04-22"},
}


def made(caller: Caller, **more: Any) -> Any:
    response = caller("POST", "/v1/contacts", {**MARIA, **more})
    assert response.status_code == 201, response.json()
    return response.json()


def test_a_contact_is_made_with_its_consent(world: World, live: Caller) -> None:
    body = made(live)
    assert body["object"] == "contact"
    assert body["opt_in"]["status"] == "opted_in"
    assert (body["opt_in"]["source"], body["opt_in"]["ip"]) == ("checkout", "203.0.113.4")
    assert body["attributes"] == MARIA["attributes"]
    assert NEW in compliance.consenting(world.acme.workspace.pk, [NEW])
    assert live("GET", f"/v1/contacts/{body['id']}").json() == body


def test_without_consent_its_status_is_unknown(live: Caller) -> None:
    assert made(live, opt_in=None)["opt_in"]["status"] == "unknown"


def test_one_is_made_archived(live: Caller) -> None:
    assert made(live, status="archived")["status"] == "archived"


def test_the_same_phone_twice_is_a_conflict(live: Caller) -> None:
    made(live)
    assert error(live("POST", "/v1/contacts", MARIA)) == (409, "conflict_error", "contact_exists", None)


def test_a_change_merges_attributes_and_null_deletes_one(live: Caller) -> None:
    path = f"/v1/contacts/{made(live)['id']}"
    body = live("POST", path, {"last_name": "Souza", "attributes": {"tier": None, "shoe": 42}}).json()
    assert (body["first_name"], body["last_name"]) == ("Maria", "Souza")
    assert body["attributes"] == {"joined_at": "2026-04-22", "shoe": 42}


def test_what_is_wrong_is_named(live: Caller) -> None:
    assert error(live("POST", "/v1/contacts", {}))[2:] == ("parameter_missing", "phone")
    assert error(live("POST", "/v1/contacts", {"phone": "12"}))[2:] == ("phone_number_invalid", "phone")
    for field, value in {
        "email": "no",
        "status": "AAA",
        "attributes": {"a": {}},
        "opt_in": {"source": "x", "ip": "y"},
    }.items():
        status, _, code, param = error(live("POST", "/v1/contacts", {"phone": NEW, field: value}))
        assert (status, code) == (400, "parameter_invalid")
        assert param and param.startswith(field)
    assert not Contact.everywhere.filter(phone=NEW).exists()


def test_deleting_is_for_good(live: Caller) -> None:
    path = f"/v1/contacts/{made(live)['id']}"
    assert live("DELETE", path).json() == {"id": path[13:], "object": "contact", "deleted": True}
    assert error(live("GET", path))[:3] == (404, "not_found_error", "resource_missing")
    assert error(live("DELETE", path))[0] == 404


def test_opting_out_twice_is_a_conflict(world: World, live: Caller) -> None:
    path = f"/v1/contacts/{made(live)['id']}/opt_out"
    body = live("POST", path, {"reason": "asked by phone"}).json()
    assert body["opt_in"]["status"] == "opted_out"
    assert body["opt_in"]["opted_out_at"]
    assert error(live("POST", path)) == (409, "conflict_error", "contact_already_opted_out", None)
    assert error(live("POST", "/v1/messages", {"to": NEW, "body": "Hi"}))[2] == "contact_opted_out"


def test_contacts_are_found(world: World, live: Caller) -> None:
    target = lists.create(world.acme.workspace, "Few")
    lists.add(target, [world.dana.pk])

    def names(query: str) -> list[str]:
        return [one["first_name"] for one in live("GET", f"/v1/contacts?{query}").json()["data"]]

    assert names("") == ["Erin", "Dana", "Charlie"]
    assert names("query=dan") == ["Dana"]
    assert names("phone=%2B14155552001") == ["Charlie"]
    assert names(f"list_id={target.public_id}") == ["Dana"]
    assert error(live("GET", "/v1/contacts?list_id=lst_x"))[0] == 404


def test_bobcos_people_are_not_there(world: World, live: Caller) -> None:
    zoe = world.bobco.contacts["Zoe"].public_id
    for verb, path in (("GET", ""), ("POST", ""), ("DELETE", ""), ("POST", "/opt_out")):
        assert live(verb, f"/v1/contacts/{zoe}{path}", {}).status_code == 404


def test_a_list_is_made_filled_and_emptied(world: World, live: Caller) -> None:
    made_list = live("POST", "/v1/lists", {"name": "Cohort 06"}).json()
    assert (made_list["object"], made_list["type"], made_list["contacts_count"]) == (
        "contact_list",
        "static",
        0,
    )
    path, ids = f"/v1/lists/{made_list['id']}/contacts", [world.charlie.public_id, world.dana.public_id]
    expected = {"object": "contact_list", "id": made_list["id"], "added": 2, "contacts_count": 2}
    assert live("POST", path, {"contact_ids": ids}).json() == expected
    assert live("POST", path, {"contact_ids": ids}).json() == {**expected, "added": 0}
    gone = live("DELETE", f"{path}/{ids[0]}").json()
    assert (gone["contact_id"], gone["deleted"]) == (ids[0], True)
    assert error(live("DELETE", f"{path}/{ids[0]}"))[0] == 404
    assert live("GET", "/v1/lists").json()["data"][0]["contacts_count"] == 1


def test_strangers_do_not_get_into_a_list(world: World, live: Caller) -> None:
    path = f"/v1/lists/{live('POST', '/v1/lists', {'name': 'A'}).json()['id']}/contacts"
    for ids in (["con_x"], [world.bobco.contacts["Zoe"].public_id], [world.charlie.public_id, "con_x"]):
        assert error(live("POST", path, {"contact_ids": ids}))[2:] == ("parameter_invalid", "contact_ids")
    assert live("GET", "/v1/lists").json()["data"][0]["contacts_count"] == 0


def test_credits_are_told(world: World, live: Caller) -> None:
    assert live("GET", "/v1/credits").json() == {
        "object": "credits",
        "balance": 1_000,
        "total_lifetime": 1_000,
        "low_balance_threshold": 1_000,
        "estimated_runway_days": None,
    }
