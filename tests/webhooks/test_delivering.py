"""Acme's shop is told: at least once, in order, again after a failure, and never after it said gone."""

import time
from datetime import timedelta

import pytest
from django.db.models import Q
from pytest_django import Settings

from apps.common import clock
from apps.events.models import Event, Interest
from apps.tags import actions as tags
from apps.webhooks import actions, fanning, outbox, settling
from apps.webhooks.models import Delivery, Subscription, Try
from apps.webhooks.refusals import NothingToReplay
from apps.webhooks.tasks import sweep
from tests.clockface import set_clock
from tests.webhooks.conftest import tell
from tests.webhooks.receiver import Receiver, receiver
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
State = Delivery.State


def fresh(hook: Subscription) -> Subscription:
    return Subscription.objects.of(hook.workspace_id).get(pk=hook.pk)


def only(hook: Subscription) -> Delivery:
    return Delivery.objects.of(hook.workspace_id).get(subscription=hook)


def later(settings: Settings, **by: float) -> None:
    set_clock(settings, clock.now() + timedelta(**by))


def tag(world: World, name: str = "vip") -> None:
    tags.add(world.charlie, [name])


def untag(world: World, name: str = "vip") -> None:
    tags.remove(world.charlie, [name])


def test_the_shop_is_told_once_by_the_events_id(world: World, hook: Subscription, shop: Receiver) -> None:
    tag(world)
    assert tell() == 1
    event = Event.objects.of(world.acme.workspace).get(name="contact.tagged")
    assert [told["id"] for told in shop.told] == [event.public_id]
    assert shop.sent_headers[0]["X-Event"] == "tagged"
    assert tell() == 0
    assert (only(hook).state, only(hook).status, only(hook).tries) == (State.DELIVERED, 200, 1)


def test_a_moved_clock_does_not_make_signatures_old(
    world: World, settings: Settings, hook: Subscription, shop: Receiver
) -> None:
    settings.CLOCK_SHIFT = 21_600.0  # as `make run` advises by night; the shop refuses what is 5 minutes off
    tag(world)
    assert tell() == 1
    assert abs(float(shop.sent_headers[0]["X-At"]) - time.time()) < 300


def test_nobody_is_told_of_what_nobody_asked_for(world: World, shop: Receiver) -> None:
    tag(world)
    assert not Event.objects.of(world.acme.workspace).filter(awaits_delivery=True).exists()
    actions.subscribe(world.acme.workspace, "plain", shop.url, ["untagged"])
    tag(world, "new")
    assert tell() == 0


def test_bobco_is_not_told_of_acme(world: World, shop: Receiver) -> None:
    actions.subscribe(world.bobco.workspace, "plain", shop.url, ["tagged"])
    tag(world)
    assert tell() == 0
    assert not shop.told


def test_a_failure_is_tried_again_with_the_same_body_and_signed_anew(
    world: World, hook: Subscription, shop: Receiver, settings: Settings
) -> None:
    shop.script = [500]
    tag(world)
    tell()
    assert only(hook).state == State.WAITING
    assert tell() == 0
    later(settings, seconds=11)
    tell()
    first, second = shop.told
    assert first == second
    assert shop.sent_headers[0]["X-At"] != shop.sent_headers[1]["X-At"]
    assert [one.status for one in Try.objects.of(hook.workspace_id)] == [500, 200]


def test_pauses_grow_to_an_hour_and_hear_what_the_receiver_asks() -> None:
    assert [settling.pause_after(tries, None) for tries in (1, 2, 3, 9, 10, 500)] == [
        10, 20, 40, 2_560, 3_600, 3_600,
    ]  # fmt: skip
    assert settling.pause_after(1, 120.0) == 120
    assert settling.pause_after(1, 999_999.0) == 3_600


def test_after_a_day_it_is_given_up_and_the_hook_disabled(
    world: World, hook: Subscription, shop: Receiver, settings: Settings
) -> None:
    shop.script = [503] * 100
    tag(world)
    for _ in range(40):
        tell()
        later(settings, hours=1)
    assert only(hook).state == State.FAILED
    assert 10 < only(hook).tries < 40
    assert (fresh(hook).state, fresh(hook).why) == ("disabled", "Nothing got through for a day.")
    assert Event.objects.of(world.acme.workspace).filter(name="webhook.disabled").exists()
    assert not Interest.objects.of(world.acme.workspace).exists()


def test_410_ends_it(world: World, hook: Subscription, shop: Receiver) -> None:
    shop.script = [410]
    tag(world)
    tell()
    tag(world, "other")
    assert tell() == 0
    assert (fresh(hook).state, len(shop.told)) == ("gone", 1)


def test_a_redirect_is_a_failure_not_followed(world: World, hook: Subscription, shop: Receiver) -> None:
    with receiver() as elsewhere:
        shop.script, shop.headers = [302], {"Location": elsewhere.url}
        tag(world)
        tell()
        assert not elsewhere.told
    assert (only(hook).state, only(hook).status) == (State.WAITING, 302)


def test_of_one_contact_the_order_holds_over_a_failure(
    world: World, hook: Subscription, shop: Receiver, settings: Settings
) -> None:
    shop.script = [500]
    tag(world)
    untag(world)
    tell()
    tags.add(world.dana, ["vip"])
    tell()
    later(settings, seconds=11)
    tell()
    names = [headers["X-Event"] for headers in shop.sent_headers]
    assert names[:2] == ["tagged", "tagged"]  # Charlie's failed one, and Dana's, which does not wait for it
    assert names[2:] == ["tagged", "untagged"]


def test_a_dead_address_delays_nobody_else(world: World, hook: Subscription, shop: Receiver) -> None:
    with receiver() as slow:
        slow.slow = 3.0
        actions.subscribe(world.acme.workspace, "plain", slow.url, ["tagged"])
        for number in range(12):
            tag(world, f"t{number}")
        began = clock.now()
        tell()
        taken = [one.ended_at for one in Delivery.objects.of(world.acme.workspace).filter(subscription=hook)]
    assert len(shop.told) == 12
    assert all(at and at - began < timedelta(seconds=2.5) for at in taken)


def test_a_killed_worker_costs_a_second_post_and_no_loss(
    world: World, hook: Subscription, shop: Receiver, settings: Settings
) -> None:
    tag(world)
    fanning.fan_out()
    assert len(outbox.claim(hook.pk, 10)) == 1
    assert tell() == 0
    later(settings, seconds=31)
    assert tell() == 1
    assert only(hook).state == State.DELIVERED


def test_a_worker_that_wakes_late_changes_nothing(
    world: World, hook: Subscription, settings: Settings
) -> None:
    tag(world)
    fanning.fan_out()
    (held,) = outbox.claim(hook.pk, 10)
    later(settings, seconds=31)
    tell()
    settling.settle(settling.Answer(held, 500, 9_000))
    assert only(hook).state == State.DELIVERED


def test_a_rotated_secret_signs_beside_the_old_one_for_a_day(
    world: World, hook: Subscription, shop: Receiver, settings: Settings
) -> None:
    actions.rotate(hook)
    tag(world)
    tell()
    later(settings, hours=25)
    tag(world, "other")
    tell()
    assert [len(headers["X-Signature"].split()) for headers in shop.sent_headers] == [2, 1]


def test_a_replay_sends_the_same_again(world: World, hook: Subscription, shop: Receiver) -> None:
    tag(world)
    tell()
    assert actions.replay(hook, Q(pk=only(hook).pk)) == 1
    tell()
    assert shop.told[0] == shop.told[1]
    with pytest.raises(NothingToReplay):
        actions.replay(hook, Q(name="untagged"))


def test_what_waited_is_not_sent_once_unsubscribed(world: World, hook: Subscription, shop: Receiver) -> None:
    tag(world)
    fanning.fan_out()
    actions.unsubscribe(hook)
    assert tell() == 0
    assert not shop.told


def test_events_from_before_are_not_told(world: World, shop: Receiver) -> None:
    first = actions.subscribe(world.acme.workspace, "plain", shop.url, ["tagged"])
    tag(world)
    second = actions.subscribe(world.acme.workspace, "plain", shop.url, ["tagged"])
    tell()
    told = Delivery.objects.of(world.acme.workspace)
    assert (told.filter(subscription=first).count(), told.filter(subscription=second).count()) == (1, 0)


def test_a_test_is_a_sample(world: World, hook: Subscription, shop: Receiver) -> None:
    made = actions.test(hook)
    tell()
    assert shop.told == [{"sample": "tagged"}]
    assert made.event_ref.startswith("evt_test_")


def test_the_log_is_kept_for_thirty_days(world: World, hook: Subscription, settings: Settings) -> None:
    tag(world)
    tell()
    later(settings, days=29)
    sweep()
    assert Try.objects.of(hook.workspace_id).exists()
    later(settings, days=2)
    sweep()
    assert not Delivery.objects.of(hook.workspace_id).exists()
