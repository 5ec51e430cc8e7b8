"""Contract § 10 at campaign scale: what becomes of each text reaches who subscribed, and nobody else pays."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from apps.carriers.outcomes import Accepted, Refused
from apps.events.models import Event
from apps.messaging import settling
from apps.messaging.models import Message
from apps.messaging.settling import Result
from apps.messaging.states import State
from apps.webhooks import fanning, runner
from tests.api.keys import Caller
from tests.api.v1.test_messages import send
from tests.campaigns.launches import gone
from tests.messaging.orders import told
from tests.webhooks.receiver import receiver
from tests.world import World

ALL = ["message.queued", "message.sent", "message.delivered", "message.failed"]


def subscribed(live: Caller, url: str, events: list[str] = ALL) -> None:
    assert live("POST", "/v1/webhooks", {"url": url, "events": events}).status_code == 201


def rows(world: World) -> list[Message]:
    Message.objects.of(world.acme.workspace).update(state=State.SENDING)
    found = Message.objects.of(world.acme.workspace).select_related("sender__workspace", "sender__carrier")
    return list(found.order_by("pk"))


@pytest.mark.django_db(transaction=True)
def test_a_campaigns_texts_are_told_in_their_order(world: World, live: Caller, settings: Settings) -> None:
    settings.WEBHOOKS_MAY_STAY_INSIDE = True
    with receiver() as shop:
        subscribed(live, shop.url)
        campaign = gone(world.acme)
        taken, refused, silent = rows(world)
        settling.settle(
            [
                Result(taken, Accepted("ref-1")),
                Result(refused, Refused("unreachable", "Switched off.", retryable=False)),
                Result(silent, Accepted("ref-2")),
            ]
        )
        told(world.acme.sender, taken, "delivered")
        fanning.fan_out()
        runner.deliver(5.0)

    def heard(message: Message) -> list[Any]:
        return [one["type"] for one in shop.told if one["data"]["id"] == message.public_id]

    assert heard(taken) == ["message.queued", "message.sent", "message.delivered"]
    assert heard(refused) == ["message.queued", "message.failed"]
    assert heard(silent) == ["message.queued", "message.sent"]
    last = next(one for one in shop.told if one["type"] == "message.delivered")
    assert (last["data"]["status"], last["data"]["campaign_id"]) == ("delivered", campaign.public_id)
    failed = next(one for one in shop.told if one["type"] == "message.failed")
    assert failed["data"]["error"] == {"code": "unreachable", "message": "Switched off."}


def test_without_a_subscriber_a_campaign_writes_no_event_of_a_text(world: World, live: Caller) -> None:
    gone(world.acme)
    taken, refused, _ = rows(world)
    settling.settle(
        [Result(taken, Accepted("r")), Result(refused, Refused("unreachable", "Off.", retryable=False))]
    )
    told(world.acme.sender, taken, "delivered")
    assert not Event.objects.of(world.acme.workspace).filter(name__in=ALL).exists()


def test_only_what_was_asked_for_is_written(world: World, live: Caller) -> None:
    subscribed(live, "https://shop.example/hook", ["message.failed"])
    gone(world.acme)
    taken, refused, _ = rows(world)
    settling.settle(
        [Result(taken, Accepted("r")), Result(refused, Refused("unreachable", "Off.", retryable=False))]
    )
    told(world.acme.sender, taken, "delivered")
    found = Event.objects.of(world.acme.workspace).filter(name__in=ALL)
    assert [(one.name, one.subject) for one in found] == [("message.failed", refused.public_id)]


def test_bobcos_subscription_is_not_acmes(world: World, live: Caller) -> None:
    subscribed(live, "https://shop.example/hook", ["message.queued"])
    gone(world.bobco)
    assert not Event.objects.of(world.bobco.workspace).filter(name="message.queued").exists()


def test_a_single_text_is_told_when_it_is_accepted(world: World, live: Caller) -> None:
    subscribed(live, "https://shop.example/hook", ["message.queued"])
    made = send(live).json()["id"]
    told_of = Event.objects.of(world.acme.workspace).filter(name="message.queued")
    assert [one.subject for one in told_of] == [made]


def test_telling_costs_the_same_for_one_text_as_for_three(world: World, live: Caller) -> None:
    subscribed(live, "https://shop.example/hook")
    gone(world.acme)
    first, *others = rows(world)
    with CaptureQueriesContext(
        connection,
    ) as one:
        settling.settle([Result(first, Accepted("r0"))])
    with CaptureQueriesContext(connection) as two:
        settling.settle([Result(row, Accepted(f"r{row.pk}")) for row in others])
    assert len(two) == len(one)
