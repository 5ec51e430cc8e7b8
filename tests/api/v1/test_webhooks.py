"""Contract § 10: webhooks, their signature, and the feed of events."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import Settings

from apps.api.v1 import events
from apps.compliance import actions as compliance
from apps.credits import ledger
from apps.webhooks import fanning, runner
from tests.api.keys import Caller
from tests.api.v1.test_messages import error
from tests.webhooks.receiver import receiver
from tests.world import World

URL = "https://shop.example/hook"


def test_a_webhook_is_made_and_its_secret_shown_once(live: Caller) -> None:
    response = live("POST", "/v1/webhooks", {"url": URL, "events": ["message.delivered"]})
    body = response.json()
    assert (response.status_code, body["object"], body["status"]) == (201, "webhook", "enabled")
    assert (body["url"], body["events"]) == (URL, ["message.delivered"])
    assert body["secret"].startswith("whsec_")
    assert "secret" not in live("GET", "/v1/webhooks").json()["data"][0]
    path = f"/v1/webhooks/{body['id']}"
    assert live("POST", path, {"events": ["credits.low"]}).json()["events"] == ["credits.low"]
    assert live("POST", f"{path}/rotate_secret").json()["secret"] != body["secret"]
    assert live("DELETE", path).json()["deleted"] is True
    assert live("GET", path).status_code == 404


def test_a_secret_of_ones_own_is_kept(live: Caller) -> None:
    given = {"url": URL, "events": ["credits.low"], "secret": "whsec_my_own_secret_42"}
    assert live("POST", "/v1/webhooks", given).json()["secret"] == "whsec_my_own_secret_42"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"url": None}, ("parameter_missing", "url")),
        ({"url": "http://shop.example"}, ("url_invalid", "url")),
        ({"url": "https://127.0.0.1/"}, ("url_invalid", "url")),
        ({"events": []}, ("parameter_missing", "events")),
        ({"events": ["message.eaten"]}, ("event_type_unknown", "events")),
        ({"events": "message.sent"}, ("parameter_invalid", "events")),
        ({"secret": "short"}, ("secret_invalid", "secret")),
    ],
)
def test_what_is_wrong_is_named(
    live: Caller, settings: Settings, given: dict[str, Any], expected: tuple[str, str]
) -> None:
    settings.WEBHOOKS_MAY_STAY_INSIDE = False
    response = live("POST", "/v1/webhooks", {"url": URL, "events": ["credits.low"], **given})
    assert (response.status_code, *error(response)[2:]) == (400, *expected)


def test_the_signature_is_the_contracts() -> None:
    at = datetime(2026, 5, 1, 20, 0, 3, tzinfo=UTC)
    signed = events.headers("message.sent", '{"a":1}', ["new", "old"], at)["MSVS-Signature"]
    t, first, second = signed.split(",")
    assert t == "t=1777665603"
    for secret, mac in (("new", first), ("old", second)):
        assert mac == "v1=" + hmac.new(secret.encode(), b'1777665603.{"a":1}', hashlib.sha256).hexdigest()


@pytest.mark.django_db(transaction=True)
def test_an_opt_out_is_told_in_the_envelope(world: World, live: Caller, settings: Settings) -> None:
    settings.WEBHOOKS_MAY_STAY_INSIDE = True
    with receiver() as shop:
        made = live("POST", "/v1/webhooks", {"url": shop.url, "events": ["contact.opted_out"]}).json()
        compliance.opt_out(
            world.acme.workspace.pk,
            world.erin.phone,
            source="keyword",
            evidence={},
            contact_id=world.erin.pk,
            subject=world.erin.public_id,
        )
        fanning.fan_out()
        runner.deliver(5.0)
    (told,), (sent,) = shop.told, shop.sent_headers
    assert list(told) == ["id", "type", "created_at", "data"]
    assert (told["type"], told["data"]["id"]) == ("contact.opted_out", world.erin.public_id)
    assert told["data"]["opt_in"]["status"] == "opted_out"
    t, mac = sent["MSVS-Signature"].split(",")
    body = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
    expected = hmac.new(made["secret"].encode(), f"{t[2:]}.{body}".encode(), hashlib.sha256).hexdigest()
    assert mac == f"v1={expected}"


def test_the_feed_goes_on_behind_the_last_one_seen(world: World, live: Caller) -> None:
    def names(query: str) -> list[str]:
        return [one["type"] for one in live("GET", f"/v1/events?{query}").json()["data"]]

    for one in (world.charlie, world.dana):
        compliance.opt_out(
            world.acme.workspace.pk,
            one.phone,
            source="api",
            evidence={},
            contact_id=one.pk,
            subject=one.public_id,
        )
    ledger.debit(world.acme.workspace, 1, key="k", description="d")
    seen = live("GET", "/v1/events?limit=2").json()["data"]
    assert [one["type"] for one in seen] == ["contact.opted_out"] * 2
    assert names(f"starting_after={seen[-1]['id']}") == ["credits.low"]
    assert names("type=credits.low") == ["credits.low"]
    assert error(live("GET", "/v1/events?type=odd"))[2:] == ("parameter_invalid", "type")
