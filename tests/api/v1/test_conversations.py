"""/v1/conversations/{id}: who looks after one, and notes."""

from typing import Any

import pytest

from apps.messaging.models import Conversation, Message
from tests.api.keys import Caller
from tests.api.v1.test_messages import error
from tests.messaging.orders import texted
from tests.world import World


@pytest.fixture
def path(world: World, live: Caller) -> str:
    """Charlie wrote."""
    texted(world.acme.sender, world.charlie, "Are you open?")
    return f"/v1/conversations/{Conversation.objects.of(world.acme.workspace).get().public_id}"


def test_a_program_gives_it_to_agnes_and_closes_it(live: Caller, path: str) -> None:
    given = live("POST", path, {"assigned_to": "Agnes@acme.example"})
    assert (given.status_code, given.json()["assigned_to"]) == (200, "agnes@acme.example")
    assert len(live("GET", "/v1/conversations?assigned_to=agnes@acme.example").json()["data"]) == 1
    assert live("GET", "/v1/conversations?assigned_to=nobody").json()["data"] == []
    closed = live("POST", path, {"status": "closed"}).json()
    assert (closed["status"], closed["assigned_to"]) == ("closed", "agnes@acme.example")
    assert live("POST", path, {"assigned_to": None}).json()["assigned_to"] is None


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"assigned_to": "victor@acme.example"}, "assigned_to"),
        ({"assigned_to": "bob@bobco.example"}, "assigned_to"),
        ({"assigned_to": 7}, "assigned_to"),
        ({"assigned_to": "x\0"}, "assigned_to"),
        ({"status": "shut"}, "status"),
    ],
)
def test_what_cannot_be_is_said_with_its_name(
    live: Caller, path: str, body: dict[str, Any], param: str
) -> None:
    assert error(live("POST", path, body)) == (400, "invalid_request_error", "parameter_invalid", param)
    assert live("GET", path).json()["status"] == "open"


def test_a_note_is_kept_and_nobody_is_texted(world: World, live: Caller, path: str) -> None:
    made = live("POST", f"{path}/notes", {"body": " Prefers mornings. "})
    assert (made.status_code, made.json()["body"]) == (201, "Prefers mornings.")
    assert [one["id"] for one in live("GET", f"{path}/notes").json()["data"]] == [made.json()["id"]]
    live("POST", path, {"assigned_to": "agnes@acme.example"})  # a line of the thread, and no note
    assert len(live("GET", f"{path}/notes").json()["data"]) == 1
    assert not Message.objects.of(world.acme.workspace).outbound().exists()


@pytest.mark.parametrize(
    ("body", "code"),
    [({}, "parameter_missing"), ({"body": "x" * 2_001}, "note_too_long"), ({"body": 3}, "parameter_invalid")],
)
def test_a_note_that_cannot_be_is_refused(live: Caller, path: str, body: dict[str, Any], code: str) -> None:
    assert error(live("POST", f"{path}/notes", body)) == (400, "invalid_request_error", code, "body")
