"""Pacing: nobody's limit is passed, whoever sends, and nobody is woken by it."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from apps.carriers.models import CarrierAccount
from apps.common import bulk, clock
from apps.common.ids import new_ulids
from apps.contacts.models import Contact
from apps.messaging import claiming, gates, shares, streams
from apps.messaging.drafts import compose
from apps.messaging.models import Lane, Message
from apps.messaging.pacing.models import Slot
from apps.senders import actions as senders
from apps.senders import throughput
from apps.senders.models import Sender
from apps.senders.registration import actions as registration
from apps.senders.registration.models import Registration
from tests.clockface import EVENING, set_clock
from tests.messaging.orders import order, queued, send
from tests.world import Tenant, World, consenting


@pytest.fixture
def crowd(world: World) -> list[Contact]:
    """Thirty people in New York."""
    return [consenting(world.acme.workspace, f"N{n}", f"+1212555{3000 + n}") for n in range(30)]


def limited(tenant: Tenant, **limits: float) -> Sender:
    Sender.everywhere.filter(pk=tenant.sender.pk).update(**limits)
    return Sender.everywhere.select_related("carrier").get(pk=tenant.sender.pk)


def places(tenant: Tenant) -> list[datetime]:
    return list(
        Message.objects.of(tenant.workspace).order_by("not_before").values_list("not_before", flat=True)
    )


def most_in(times: list[datetime], span: timedelta) -> int:
    """Of all windows of this length the fullest."""
    return max(sum(start <= at < start + span for at in times) for start in times)


def test_a_sender_of_two_parts_a_second_takes_fifteen_seconds_for_thirty(
    world: World, crowd: list[Contact]
) -> None:
    send(world.acme, *crowd, sender=limited(world.acme, per_second=2.0))
    times = places(world.acme)
    assert most_in(times, timedelta(seconds=1)) <= 3  # the first one need not wait for its place
    assert times[-1] - clock.now() == pytest.approx(timedelta(seconds=14.5), abs=timedelta(seconds=1))


def test_parts_count_and_not_texts(world: World, crowd: list[Contact]) -> None:
    send(world.acme, *crowd, sender=limited(world.acme, per_second=2.0), body="я" * 100)
    times = places(world.acme)
    assert times[-1] - times[0] == pytest.approx(timedelta(seconds=29), abs=timedelta(seconds=1))


def test_the_next_batch_queues_behind_the_first(world: World, crowd: list[Contact]) -> None:
    sender = limited(world.acme, per_second=2.0)
    send(world.acme, *crowd[:15], sender=sender)
    send(world.acme, *crowd[15:], sender=sender)
    times = places(world.acme)
    assert most_in(times, timedelta(seconds=1)) <= 3
    assert times[-1] - times[0] == pytest.approx(timedelta(seconds=14.5), abs=timedelta(seconds=1))


def test_a_lane_has_its_own_pace_and_leaves_the_rest_of_the_sender_to_others(
    world: World, crowd: list[Contact]
) -> None:
    lane = Lane.objects.create(workspace=world.acme.workspace, per_second=0.5)
    sender = limited(world.acme, per_second=5.0)
    send(world.acme, *crowd[:15], sender=sender, lane=lane)
    send(world.acme, *crowd[15:], sender=sender)
    slow = Message.objects.of(world.acme.workspace).filter(lane=lane).order_by("not_before")
    fast = Message.objects.of(world.acme.workspace).filter(lane=None).order_by("-not_before")
    assert slow[14].not_before - slow[0].not_before == pytest.approx(
        timedelta(seconds=28), abs=timedelta(seconds=3)
    )
    assert fast[0].not_before < slow[0].not_before + timedelta(seconds=15)


def test_texts_held_for_the_night_fan_out_from_eight(
    world: World, crowd: list[Contact], settings: Settings
) -> None:
    set_clock(settings, EVENING)
    send(world.acme, *crowd, sender=limited(world.acme, per_second=0.1))
    times = places(world.acme)
    assert times[0] == datetime(2026, 11, 19, 13, 0, tzinfo=UTC)
    assert times[-1] == datetime(2026, 11, 19, 13, 4, 50, tzinfo=UTC)
    assert set(Message.objects.of(world.acme.workspace).values_list("held_by", flat=True)) == {"quiet_hours"}


def test_who_would_be_texted_after_nine_in_the_evening_gets_a_place_in_the_morning(
    world: World, crowd: list[Contact], settings: Settings
) -> None:
    set_clock(settings, datetime(2026, 11, 18, 20, 58, 0, tzinfo=UTC) + timedelta(hours=5))
    send(world.acme, *crowd, sender=limited(world.acme, per_second=0.1))
    evening = [at for at in places(world.acme) if at < datetime(2026, 11, 19, 2, 0, tzinfo=UTC)]
    morning = [at for at in places(world.acme) if at >= datetime(2026, 11, 19, 13, 0, tzinfo=UTC)]
    assert (len(evening), len(morning)) == (12, 18)
    assert most_in(morning, timedelta(seconds=9)) == 1
    held = Message.objects.of(world.acme.workspace).filter(held_by="quiet_hours")
    assert held.count() == 18


def test_what_is_over_the_day_of_the_sender_waits_for_the_next_opening(
    world: World, crowd: list[Contact]
) -> None:
    drafts = send(world.acme, *crowd, sender=limited(world.acme, per_day=20))
    days = Counter(at.date() for at in places(world.acme))
    assert sorted(days.values()) == [10, 20]
    held = Message.objects.of(world.acme.workspace).exclude(held_by="")
    assert held.count() == 10
    # midnight in Los Angeles is three in the morning in New York: the hours there decide when
    assert {at.astimezone(UTC).hour for at in held.values_list("not_before", flat=True)} == {13}
    assert all(draft.message_id for draft in drafts)


def test_a_day_that_is_full_by_half_takes_the_other_half(world: World, crowd: list[Contact]) -> None:
    sender = limited(world.acme, per_day=20)
    send(world.acme, *crowd[:15], sender=sender)
    send(world.acme, *crowd[15:], sender=sender)
    assert Message.objects.of(world.acme.workspace).filter(held_by="").count() == 20


def test_a_reply_does_not_queue_and_is_counted(world: World, crowd: list[Contact]) -> None:
    sender = limited(world.acme, per_second=0.2, per_day=1_000)
    send(world.acme, *crowd, sender=sender)
    reply = queued(world.acme, world.charlie, sender=sender, kind=Message.Kind.REPLY)
    assert reply.not_before <= clock.now()
    used = dict(Slot.objects.of(world.acme.workspace).values_list("subject", "used"))
    assert used[f"day:{sender.pk}"] == 31


def test_an_account_bears_so_many_a_second_from_all_its_senders(
    world: World, crowd: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    from apps.carriers.contract import Limits
    from apps.carriers.registry import adapter

    monkeypatch.setattr(adapter("virtual"), "limits", Limits(in_flight=10, per_second=2, body=1600))
    second = Sender.objects.create(
        workspace=world.acme.workspace, carrier=world.acme.sender.carrier, address="+14045550188"
    )
    send(world.acme, *crowd[:15])
    send(world.acme, *crowd[15:], sender=second)
    assert most_in(places(world.acme), timedelta(seconds=1)) <= 3


def test_bobcos_queue_is_none_of_acmes(world: World, crowd: list[Contact]) -> None:
    send(world.acme, *crowd, sender=limited(world.acme, per_second=0.2))
    text = queued(world.bobco, world.bobco.contacts["Zoe"], sender=limited(world.bobco, per_second=0.2))
    assert text.not_before <= clock.now() + timedelta(seconds=5)


def test_a_text_larger_than_a_window_still_goes(world: World) -> None:
    text = queued(world.acme, world.charlie, sender=limited(world.acme, per_second=0.01), body="я" * 1_500)
    assert text.parts > 10 and text.not_before < clock.now() + timedelta(hours=1)


@pytest.mark.parametrize(("length", "rule"), [(1_530, None), (1_531, "body_fits")])
def test_a_text_that_its_carrier_does_not_take_is_refused(
    world: World, length: int, rule: str | None
) -> None:
    CarrierAccount.everywhere.filter(pk=world.acme.sender.carrier_id).update(adapter="kannel")  # type: ignore[attr-defined]
    sender = Sender.everywhere.select_related("carrier").get(pk=world.acme.sender.pk)
    asked = order(world.acme, body="x" * length, kind=Message.Kind.DIRECT, sender=sender)
    (verdict,) = gates.body_fits(world.acme.workspace, compose(asked, [world.charlie]), clock.now())
    assert (verdict.rule if verdict else None) == rule


def test_a_reply_overtakes_a_hundred_thousand_that_are_due(world: World) -> None:
    queued(world.acme, world.dana)
    first = Message.objects.of(world.acme.workspace).get()
    values = {field.attname: getattr(first, field.attname) for field in Message._meta.concrete_fields}
    names = [
        field.attname
        for field in Message._meta.concrete_fields
        if not (field.primary_key or field.generated or field.attname == "public_id")
    ]
    row = tuple(values[name] for name in names)
    rows = ((one, *row) for one in new_ulids(100_000))
    bulk.write(Message, ["public_id", *names], rows, 100_000)
    reply = queued(world.acme, world.charlie, kind=Message.Kind.REPLY)
    assert streams.due()[0].priority == reply.priority
    shared = shares.Room(100, {world.acme.sender.carrier_id: 100})  # type: ignore[attr-defined]
    (taken, *_) = claiming.claim(list(shares.shares(streams.due(), shared, 0)), "w")
    assert [one.pk for one in taken[1]] == [reply.pk]


def two_of_a_brand(world: World, monkeypatch: pytest.MonkeyPatch) -> list[Sender]:
    """Two numbers under two campaigns of one brand, which may send twenty parts a day (T-Mobile: 2,000)."""
    monkeypatch.setitem(throughput.BY_TIER, Sender.Tier.LOW, throughput.Throughput(100, 20))
    place, approved = world.acme.workspace, {"status": Registration.Status.APPROVED}
    account = CarrierAccount.objects.create(workspace=place, name="Kannel", adapter="kannel")
    brand = Registration.objects.create(workspace=place, kind="brand", name="Acme", **approved)
    made = []
    for number in (77, 78):
        one = senders.add(account, f"+121255501{number}")
        campaign = Registration.objects.create(
            workspace=place, kind="campaign", name="Offers", brand=brand, **approved
        )
        registration.assign(one, campaign)
        Sender.everywhere.filter(pk=one.pk).update(tier=Sender.Tier.LOW)
        made.append(Sender.everywhere.select_related("carrier").get(pk=one.pk))
    return made


def test_the_day_is_the_brand_s_over_all_its_numbers(
    world: World, crowd: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two_of_a_brand(world, monkeypatch)
    send(world.acme, *crowd[:15], sender=first)
    drafts = send(world.acme, *crowd[15:], sender=second)
    tomorrow = [one for one in drafts if one.not_before > clock.now() + timedelta(hours=8)]
    assert len(tomorrow) == 10
    used = dict(Slot.everywhere.filter(subject__startswith="brand:").values_list("start", "used"))
    assert sorted(used.values()) == [10, 20]


def test_an_admin_s_own_number_of_a_day_is_the_sender_s(
    world: World, crowd: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two_of_a_brand(world, monkeypatch)
    Sender.everywhere.filter(pk=second.pk).update(per_day=1_000)
    second.refresh_from_db()
    send(world.acme, *crowd[:15], sender=first)
    drafts = send(world.acme, *crowd[15:], sender=second)
    assert all(one.not_before < clock.now() + timedelta(hours=1) for one in drafts)
