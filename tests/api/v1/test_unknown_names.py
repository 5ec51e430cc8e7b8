"""A mistyped name is refused before anything is done: `schedule_at` must not send at once."""

import pytest

from apps.messaging.models import Message
from tests.api.keys import Caller
from tests.api.v1.test_messages import error
from tests.world import World

TEXT = {"to": "+14155552001", "body": "Hello"}


@pytest.mark.parametrize(
    "name", ["schedule_at", "scheduledAt", "Scheduled-At", "shceduled_at", "send_at", "sendAt", "schedule"]
)
def test_a_slip_in_the_time_sends_nothing(world: World, live: Caller, name: str) -> None:
    response = live("POST", "/v1/messages", {**TEXT, name: "2030-01-01T00:00:00Z"})
    assert error(response) == (400, "invalid_request_error", "parameter_unknown", name)
    assert "'scheduled_at'" in response.json()["error"]["message"]
    assert not Message.objects.of(world.acme.workspace).exists()


def test_what_is_near_nothing_passes_as_the_contract_has_it(live: Caller) -> None:
    extra = {"client_ref": "A1", "created_at": "x", "id": "y", "sdk": {}}
    assert live("POST", "/v1/messages", {**TEXT, **extra}).status_code == 201


def test_an_object_comes_back_whole_with_a_change(live: Caller, world: World) -> None:
    path = f"/v1/contacts/{world.charlie.public_id}"
    held = live("GET", path).json()
    response = live("POST", path, {**held, "first_name": "Chuck"})
    assert (response.status_code, response.json()["first_name"]) == (200, "Chuck")


def test_a_mistyped_filter_is_no_filter(live: Caller) -> None:
    assert error(live("GET", "/v1/messages?state=failed&limits=5"))[2:] == ("parameter_unknown", "limits")
    assert error(live("GET", "/v1/messages?contactId=con_1"))[2:] == ("parameter_unknown", "contactId")
    assert live("GET", "/v1/messages?utm_source=x").status_code == 200
