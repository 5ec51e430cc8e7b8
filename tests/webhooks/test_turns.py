"""Of what Acme's shop is told about one person, only the oldest open delivery is in turn."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q
from pytest_django import Settings

from apps.common import clock
from apps.events.models import Event
from apps.tags import actions as tags
from apps.webhooks import actions, fanning, outbox
from apps.webhooks.models import Delivery, Subscription
from tests.clockface import set_clock
from tests.webhooks import plain
from tests.webhooks.conftest import tell
from tests.webhooks.receiver import Receiver, receiver
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def turns(hook: Subscription) -> list[bool]:
    rows = Delivery.objects.of(hook.workspace_id).filter(subscription=hook).order_by("id")
    return list(rows.values_list("in_turn", flat=True))


def five_of_charlie(world: World) -> None:
    for number in range(5):
        tags.add(world.charlie, [f"t{number}"])


def test_one_of_charlies_five_is_in_turn_and_each_passes_it_on(
    world: World, hook: Subscription, shop: Receiver
) -> None:
    five_of_charlie(world)
    fanning.fan_out()
    assert turns(hook) == [True, False, False, False, False]
    assert len(outbox.claim(hook.pk, 4)) == 1
    Delivery.objects.of(hook.workspace_id).update(state="waiting")
    assert tell() == 5
    assert [told["tag"] for told in shop.told] == [f"t{number}" for number in range(5)]


def test_what_waits_behind_a_failed_one_wakes_nobody(
    world: World, hook: Subscription, shop: Receiver, settings: Settings
) -> None:
    shop.script = [500]
    five_of_charlie(world)
    assert tell() == 1
    assert not outbox.anything_due()
    set_clock(settings, clock.now() + timedelta(seconds=11))
    assert outbox.anything_due()
    assert tell() == 5


def test_a_replay_waits_for_what_is_open(world: World, hook: Subscription, shop: Receiver) -> None:
    tags.add(world.charlie, ["first"])
    tell()
    tags.add(world.charlie, ["second"])
    fanning.fan_out()
    actions.replay(hook, Q(state=Delivery.State.DELIVERED))
    assert turns(hook)[1:] == [True, False]
    tell()
    assert [told["tag"] for told in shop.told] == ["first", "second", "first"]


def test_the_next_takes_the_turn_when_one_is_given_up(
    world: World, hook: Subscription, shop: Receiver
) -> None:
    five_of_charlie(world)
    fanning.fan_out()
    Delivery.objects.of(hook.workspace_id).filter(in_turn=True).update(give_up_at=clock.now())
    shop.script = [500]
    tell()
    assert len(shop.told) == 5


def test_a_failing_address_is_asked_one_at_a_time(world: World, hook: Subscription, shop: Receiver) -> None:
    for contact in (world.charlie, world.dana, world.erin):
        tags.add(contact, ["vip"])
    fanning.fan_out()
    Subscription.objects.of(hook.workspace_id).update(failures=1)
    assert len(outbox.claim(hook.pk, 4)) == 1


def test_an_event_that_cannot_be_rendered_holds_nobody_up(
    world: World, hook: Subscription, shop: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    well = plain.render

    def fragile(events: list[Event]) -> Any:
        if any(event.facts.get("tag") == "broken" for event in events):
            raise KeyError("broken")
        return well(events)

    monkeypatch.setattr(plain, "render", fragile)
    for name in ("before", "broken", "after"):
        tags.add(world.charlie, [name])
    tell()
    assert [told["tag"] for told in shop.told] == ["before", "after"]


def test_a_hundred_slow_addresses_of_acme_leave_room_for_bobco(world: World, hook: Subscription) -> None:
    with receiver() as slow, receiver() as bobs:
        slow.slow = 2.0
        for _ in range(60):
            actions.subscribe(world.acme.workspace, "plain", slow.url, ["tagged"])
        actions.subscribe(world.bobco.workspace, "plain", bobs.url, ["tagged"])
        tags.add(world.charlie, ["vip"])
        tags.add(world.bobco.contacts["Zoe"], ["vip"])
        began = clock.now()
        tell()
        taken = Delivery.objects.of(world.bobco.workspace).get().ended_at
    assert taken is not None and taken - began < timedelta(seconds=2)
