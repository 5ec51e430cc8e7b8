"""What the page of a webhook can do, a program can do: try it out, look, send again, switch off and on."""

from typing import Any

import pytest
from pytest_django import Settings

from apps.compliance import actions as compliance
from apps.webhooks import fanning, runner
from apps.webhooks.models import Delivery
from tests.api.keys import Caller
from tests.api.v1.test_messages import error
from tests.webhooks.receiver import Receiver, receiver
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(settings: Settings) -> Any:
    settings.WEBHOOKS_MAY_STAY_INSIDE = True
    with receiver() as server:
        yield server


@pytest.fixture
def path(live: Caller, shop: Receiver) -> str:
    made = live("POST", "/v1/webhooks", {"url": shop.url, "events": ["contact.opted_out", "credits.low"]})
    return f"/v1/webhooks/{made.json()['id']}"


def tell() -> None:
    fanning.fan_out()
    runner.deliver(5.0)


def opt_out(world: World, name: str) -> None:
    person = world.acme.contacts[name]
    place, more = world.acme.workspace.pk, {"contact_id": person.pk, "subject": person.public_id}
    compliance.opt_out(place, person.phone, source="api", evidence={}, **more)


def test_a_test_is_posted_and_stands_in_the_log(live: Caller, shop: Receiver, path: str) -> None:
    sent = live("POST", f"{path}/test", {"event": "credits.low"})
    assert (sent.status_code, sent.json()["event"], sent.json()["status"]) == (201, "credits.low", "waiting")
    tell()
    (told,) = shop.told
    assert told["type"] == "credits.low"
    one = live("GET", f"{path}/deliveries/{sent.json()['id']}").json()
    assert (one["status"], one["tries"], one["response_status"]) == ("delivered", 1, 200)
    assert one["event_id"].startswith("evt_test_") and '"credits.low"' in one["body"]
    (tried,) = one["log"]
    assert (tried["response_status"], tried["error"]) == (200, None)


def test_one_that_said_gone_is_gone(world: World, live: Caller, shop: Receiver, path: str) -> None:
    shop.script = [410]
    opt_out(world, "Charlie")
    tell()
    assert live("GET", f"{path}/deliveries").status_code == 404


def test_one_is_sent_again_with_its_id(world: World, live: Caller, shop: Receiver, path: str) -> None:
    opt_out(world, "Charlie")
    opt_out(world, "Dana")
    tell()
    newest, _ = live("GET", f"{path}/deliveries?status=delivered&event=contact.opted_out").json()["data"]
    assert live("GET", f"{path}/deliveries?limit=1").json()["has_more"] is True
    assert live("GET", f"{path}/deliveries?status=failed").json()["data"] == []
    answer = live("POST", f"{path}/replay", {"delivery_id": newest["id"]}).json()
    assert answer == {"object": "webhook_replay", "webhook_id": path.rsplit("/", 1)[1], "count": 1}
    tell()
    assert [told["id"] for told in shop.told].count(newest["event_id"]) == 2


def test_what_matches_is_sent_again(world: World, live: Caller, shop: Receiver, path: str) -> None:
    opt_out(world, "Charlie")
    opt_out(world, "Dana")
    tell()
    late = {"status": "delivered", "created_before": "2000-01-01T00:00:00Z"}
    assert error(live("POST", f"{path}/replay", late))[2] == "nothing_to_replay"
    matching = {"status": "delivered", "event": "contact.opted_out", "created_after": "2000-01-01T00:00:00Z"}
    assert live("POST", f"{path}/replay", matching).json()["count"] == 2
    Delivery.objects.of(world.acme.workspace).update(state=Delivery.State.FAILED)
    assert live("POST", f"{path}/replay").json()["count"] == 4


def test_one_that_is_off_is_told_nothing_until_it_is_on(
    world: World, live: Caller, shop: Receiver, path: str
) -> None:
    off = live("POST", f"{path}/disable").json()
    assert off["status"] == "disabled" and off["status_reason"].startswith("Switched off by msvs_live_")
    opt_out(world, "Charlie")
    for verb in ("test", "replay"):
        refused = live("POST", f"{path}/{verb}")
        assert (refused.status_code, error(refused)[2]) == (409, "webhook_not_enabled")
    assert live("POST", f"{path}/enable").json()["status"] == "enabled"
    opt_out(world, "Dana")
    tell()
    assert [told["data"]["id"] for told in shop.told] == [world.dana.public_id]


@pytest.mark.parametrize(
    ("verb", "address", "body", "expected"),
    [
        ("POST", "test", {"event": "message.sent"}, ("event_type_unknown", "event")),
        ("POST", "test", {"event": 5}, ("parameter_invalid", "event")),
        ("POST", "replay", {"status": "waiting"}, ("parameter_invalid", "status")),
        ("POST", "replay", {"created_after": "soon"}, ("parameter_invalid", "created_after")),
        ("POST", "replay", {"delivery": "dlv_x"}, ("parameter_unknown", "delivery")),
        ("GET", "deliveries?status=lost", None, ("parameter_invalid", "status")),
        ("GET", "deliveries?event=message.sent", None, ("event_type_unknown", "event")),
    ],
)
def test_what_is_wrong_is_named(
    live: Caller, path: str, verb: str, address: str, body: Any, expected: tuple[str, str]
) -> None:
    response = live(verb, f"{path}/{address}", body)
    assert (response.status_code, *error(response)[2:]) == (400, *expected)


def test_a_delivery_of_another_webhook_is_not_there(live: Caller, shop: Receiver, path: str) -> None:
    other = live("POST", "/v1/webhooks", {"url": shop.url, "events": ["credits.low"]}).json()["id"]
    theirs = live("POST", f"/v1/webhooks/{other}/test").json()["id"]
    assert live("GET", f"{path}/deliveries/{theirs}").status_code == 404
    assert error(live("POST", f"{path}/replay", {"delivery_id": theirs}))[2] == "nothing_to_replay"
