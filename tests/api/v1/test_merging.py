"""/v1/contacts/{id}/merge."""

from typing import Any

import pytest

from apps.contacts.models import Contact
from tests.api.keys import Caller
from tests.api.v1.test_messages import error
from tests.world import World, consenting


@pytest.fixture
def again(world: World) -> Contact:
    return consenting(world.acme.workspace, "Charles", "+14155552055")


def test_two_contacts_become_one(world: World, live: Caller, again: Contact) -> None:
    live("POST", f"/v1/contacts/{again.public_id}", {"email": "c@row.example", "tags": ["vip"]})
    path = f"/v1/contacts/{world.charlie.public_id}/merge"
    answer = live("POST", path, {"contact_id": again.public_id, "take": ["first_name"]})
    merged = answer.json()
    assert (answer.status_code, merged["id"]) == (200, world.charlie.public_id)
    assert (merged["first_name"], merged["email"], merged["tags"]) == ("Charles", "c@row.example", ["vip"])
    assert (merged["phone"], merged["attributes"]["other_phone"]) == (world.charlie.phone, again.phone)
    assert live("GET", f"/v1/contacts/{again.public_id}").status_code == 404
    assert error(live("POST", path, {"contact_id": again.public_id}))[:2] == (404, "not_found_error")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, (400, "invalid_request_error", "parameter_missing", "contact_id")),
        ({"contact_id": 7}, (400, "invalid_request_error", "parameter_invalid", "contact_id")),
        ({"contact_id": "con_x"}, (404, "not_found_error", "resource_missing", "contact_id")),
        ({"contact_id": "own"}, (409, "conflict_error", "same_contact", None)),
        ({"contact_id": "zoe"}, (404, "not_found_error", "resource_missing", "contact_id")),
        ({"contact_id": "again", "take": ["dnd"]}, (400, "invalid_request_error", "unknown_value", "take")),
        (
            {"contact_id": "again", "take": "phone"},
            (400, "invalid_request_error", "parameter_invalid", "take"),
        ),
    ],
)
def test_what_is_wrong_has_its_place(
    world: World, live: Caller, again: Contact, body: dict[str, Any], said: tuple[Any, ...]
) -> None:
    ids = {
        "own": world.charlie.public_id,
        "zoe": world.bobco.contacts["Zoe"].public_id,
        "again": again.public_id,
    }
    sent = {**body, "contact_id": ids.get(str(body["contact_id"]), body["contact_id"])} if body else body
    response = live("POST", f"/v1/contacts/{world.charlie.public_id}/merge", sent)
    assert error(response) == said
    assert Contact.objects.of(world.acme.workspace).filter(pk=again.pk).exists()
