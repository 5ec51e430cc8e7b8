"""Defined fields over v1, and what they mean for who writes attributes."""

from typing import Any

import pytest

from apps.contacts import actions as contacts
from apps.contacts.custom import actions
from apps.contacts.custom.actions import Wish
from tests.api.keys import Caller, key_of
from tests.api.v1.test_messages import NEW, error
from tests.world import World

TIER = {"key": "tier", "label": "Loyalty tier", "kind": "choice", "options": ["silver", "gold"]}
KNOWN = {"id", "object", "key", "label", "kind", "options", "required", "column", "position"}


def test_a_field_lives(live: Caller) -> None:
    made = live("POST", "/v1/fields", TIER)
    body = made.json()
    assert made.status_code == 201 and set(body) == KNOWN | {"created_at", "updated_at"}
    assert (body["object"], body["key"], body["required"], body["column"]) == ("field", "tier", False, False)
    path = f"/v1/fields/{body['id']}"
    assert live("GET", path).json() == body
    changed = live("POST", path, {"options": ["gold"], "column": True}).json()
    assert (changed["label"], changed["options"], changed["column"]) == ("Loyalty tier", ["gold"], True)
    live("POST", "/v1/fields", {"label": "Shoe size", "kind": "number"})
    listed = live("GET", "/v1/fields").json()
    assert [one["key"] for one in listed["data"]] == ["tier", "shoe_size"] and not listed["has_more"]
    assert live("DELETE", path).json() == {"id": body["id"], "object": "field", "deleted": True}
    assert error(live("GET", path))[0] == 404
    assert [one["key"] for one in live("GET", "/v1/fields").json()["data"]] == ["shoe_size"]
    assert live("POST", "/v1/fields", {**TIER, "kind": "text"}).json()["kind"] == "text"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"label": None}, (400, "parameter_missing", "label")),
        ({"kind": None}, (400, "parameter_missing", "kind")),
        ({"kind": "colour"}, (400, "field_kind_unknown", "kind")),
        ({"options": None}, (400, "field_options_missing", "options")),
        ({"options": "gold"}, (400, "parameter_invalid", "options")),
        ({"options": [1]}, (400, "parameter_invalid", "options")),
        ({"required": "yes"}, (400, "parameter_invalid", "required")),
        ({"label": "\0"}, (400, "parameter_missing", "label")),
        ({"key": "email"}, (400, "field_key_reserved", "key")),
        ({"key": "there"}, (409, "field_exists", None)),
    ],
)
def test_what_is_wrong_with_a_field_is_named(
    live: Caller, given: dict[str, Any], expected: tuple[int, str, str | None]
) -> None:
    live("POST", "/v1/fields", {"key": "there", "label": "There", "kind": "text"})
    status, _, code, param = error(live("POST", "/v1/fields", {**TIER, **given}))
    assert (status, code, param) == expected


def test_bobcos_fields_are_not_there(world: World, live: Caller) -> None:
    secret = actions.add(world.bobco.workspace, "number", Wish("Secret"), key="tier")
    path = f"/v1/fields/{secret.public_id}"
    assert live("GET", "/v1/fields").json()["data"] == []
    for answer in (live("GET", path), live("POST", path, {"label": "Mine"}), live("DELETE", path)):
        assert error(answer)[0] == 404
    made = live("POST", "/v1/contacts", {"phone": NEW, "attributes": {"tier": "vip"}})
    assert made.status_code == 201


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [("number", "many"), ("date", "4.5.2026"), ("yes_no", "perhaps"), ("choice", "bronze"), ("text", 5)],
)
def test_a_value_of_another_kind_is_refused_by_name(live: Caller, kind: str, wrong: Any) -> None:
    live("POST", "/v1/fields", {**TIER, "kind": kind})
    given = {"phone": NEW, "attributes": {"free": "thing", "tier": wrong}}
    made = live("POST", "/v1/contacts", given)
    assert error(made) == (400, "invalid_request_error", "parameter_invalid", "attributes.tier")
    assert made.json()["error"]["message"].startswith("Loyalty tier must be ")
    assert live("GET", f"/v1/contacts?phone={NEW}").json()["data"] == []


def test_values_that_fit_keep_their_type_and_free_ones_stay_free(world: World, live: Caller) -> None:
    for kind in ("number", "date", "yes_no", "text"):
        live("POST", "/v1/fields", {"key": kind, "label": kind, "kind": kind})
    live("POST", "/v1/fields", TIER)
    given = {"number": 1.5, "date": "2026-05-04", "yes_no": True, "text": "x", "tier": "GOLD"}
    path = f"/v1/contacts/{world.charlie.public_id}"
    held = live("POST", path, {"attributes": {**given, "odd": 7}}).json()["attributes"]
    assert held == {**given, "tier": "gold", "odd": 7}
    assert "number" not in live("POST", path, {"attributes": {"number": None}}).json()["attributes"]


def test_a_program_may_write_back_what_stood_there_before_the_field(world: World, live: Caller) -> None:
    contacts.update(world.charlie, {"attributes": {"tier": "bronze"}})
    live("POST", "/v1/fields", TIER)
    path = f"/v1/contacts/{world.charlie.public_id}"
    held = live("GET", path).json()["attributes"]
    assert live("POST", path, {"attributes": {**held, "city": "Reno"}}).status_code == 200
    assert live("POST", path, {"attributes": {"tier": "tin"}}).status_code == 400


def test_a_field_that_must_be_filled_in_is_not_asked_of_programs(live: Caller) -> None:
    live("POST", "/v1/fields", {**TIER, "required": True})
    assert live("POST", "/v1/contacts", {"phone": NEW}).status_code == 201


def test_a_readysms_program_knows_of_no_fields_and_is_refused_none(world: World, live: Caller) -> None:
    live("POST", "/v1/fields", TIER)
    readysms = Caller(key_of(world.acme.workspace))
    given = {"phone": NEW, "custom_fields": {"tier": "bronze"}}
    made = readysms("POST", "/contacts", given)
    assert made.status_code == 201 and made.json()["data"]["custom_fields"] == {"tier": "bronze"}
