"""The queue as streams: what may not move is passed over, however long it is, and holds nobody else up."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.carriers import resting
from apps.carriers.models import CarrierAccount
from apps.common import clock
from apps.common.index_order import in_index_order
from apps.messaging import claiming, lanes, pipeline, streams
from apps.messaging.models import Lane, Message
from apps.messaging.queries import anything_due
from apps.senders import actions as senders
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.orders import queued
from tests.world import World


def many(message: Message, count: int) -> None:
    """Copies of a queued text, ahead of it in its stream."""
    fields = [f.attname for f in Message._meta.concrete_fields if not (f.primary_key or f.generated)]
    values = {name: getattr(message, name) for name in fields if name not in ("public_id", "not_before")}
    earlier = clock.now() - timedelta(hours=1)
    Message.everywhere.bulk_create(Message(**values, not_before=earlier) for _ in range(count))


def a_lane(world: World, paused: bool = False) -> Lane:
    lane = lanes.open_one(world.acme.workspace)
    if paused:
        lanes.pause(lane)
    return lane


def test_a_paused_campaign_at_the_head_of_the_queue_costs_the_claim_nothing(world: World) -> None:
    many(queued(world.acme, world.charlie, lane=a_lane(world, paused=True)), 3_000)
    behind = queued(world.acme, world.dana, lane=a_lane(world))
    assert [one.pk for one in claiming.take_some(10, "w")] == [behind.pk]
    if connection.vendor == "postgresql":
        assert _rows_read() < 100


def _rows_read() -> int:
    """Rows that the look and the claim touch, by the plan that was used."""
    with CaptureQueriesContext(connection) as seen:
        streams.due()
    sql = next(query["sql"] for query in seen if "RECURSIVE" in query["sql"])
    with in_index_order(), connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql)
        plan = cursor.fetchone()[0][0]["Plan"]
    return sum(int(node["Actual Rows"]) * int(node["Actual Loops"]) for node in _nodes(plan))


def _nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for one in plan.get("Plans", []) for node in _nodes(one))]


def test_pausing_and_canceling_touch_no_message(world: World) -> None:
    lane = a_lane(world)
    many(queued(world.acme, world.charlie, lane=lane), 50)
    for verb in (lanes.pause, lanes.resume, lanes.cancel):
        with CaptureQueriesContext(connection) as seen:
            verb(lane)
        assert len(seen) == 1 and "messaging_message" not in seen[0]["sql"]


def test_nothing_is_claimed_of_a_lane_that_was_paused_after_the_look(world: World) -> None:
    lane = a_lane(world)
    queued(world.acme, world.charlie, lane=lane)
    known = streams.due()
    lanes.pause(lane)
    assert claiming.claim([(one, 10) for one in known], "w") == []


def test_a_canceled_lane_is_swept_in_pieces_and_paid_back(world: World) -> None:
    lane = a_lane(world)
    many(queued(world.acme, world.charlie, lane=lane), 24)
    lanes.cancel(lane)
    assert not anything_due()
    assert [lanes.sweep(lane, 10) for _ in range(4)] == [10, 10, 5, 0]
    assert lanes.is_empty(lane)


def test_each_sender_lane_and_priority_is_a_stream(world: World) -> None:
    other = senders.add_virtual(world.acme.workspace, "Second")
    lane = a_lane(world)
    for sender in (world.acme.sender, other):
        for place in (lane, None):
            queued(world.acme, world.charlie, sender=sender, lane=place)
    queued(world.acme, world.dana, kind=Message.Kind.REPLY)
    found = [(one.lane_id, one.sender.pk, one.priority) for one in streams.due()]
    assert len(found) == len(set(found)) == 5 and found[0][2] == 0


@pytest.mark.parametrize("reason", ["sender", "account", "resting", "workspace"])
def test_texts_that_may_not_go_now_wait_where_they_are(
    world: World, carrier: ScriptedCarrier, reason: str
) -> None:
    message = queued(world.acme, world.charlie)
    before = message.not_before
    account = CarrierAccount.everywhere.filter(pk=world.acme.sender.carrier_id)
    match reason:
        case "sender":
            type(world.acme.sender).everywhere.filter(pk=world.acme.sender.pk).update(state="paused")
        case "account":
            account.update(enabled=False)
        case "resting":
            resting.note_fault(account.get(), "It is down.")
        case "workspace":
            type(world.acme.workspace).objects.filter(pk=world.acme.workspace.pk).update(state="suspended")
    neighbour = queued(world.bobco, world.bobco.contacts["Zoe"])
    pipeline.dispatch(5)
    message.refresh_from_db()
    assert (message.state, message.not_before, message.attempts) == ("queued", before, 0)
    assert carrier.phones == [neighbour.phone] and not anything_due()
