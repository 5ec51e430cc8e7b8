"""Progress is counted from the rows: everybody in exactly one place, and 100 only when that is everybody."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.campaigns import actions, expansion, pace, people, queries
from apps.campaigns.progress import Progress, progress_of
from apps.common import clock
from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.messaging import erasure, queue
from apps.messaging.states import State
from apps.senders.models import Sender
from tests.campaigns.launches import chosen, draft, expand, gone, launch, put, text_of
from tests.messaging.orders import texted
from tests.world import World, consenting


def somewhere(numbers: Progress) -> int:
    return (
        numbers.pending
        + numbers.skipped
        + numbers.held
        + numbers.queued
        + numbers.sending
        + numbers.unsure
        + numbers.sent
        + numbers.delivered
        + numbers.failed
        + numbers.canceled
        + numbers.refused
        + numbers.erased
    )


def test_a_draft_has_nobody(world: World) -> None:
    assert queries.progress(draft(world.acme)) == Progress()


def test_everybody_is_in_one_place(world: World) -> None:
    names = ("Fay", "Gus", "Hal", "Ida")
    more = [consenting(world.acme.workspace, name, f"+1617555201{n}") for n, name in enumerate(names)]
    contacts.set_dnd(world.dana, True)
    campaign = gone(world.acme)
    put(text_of(campaign, world.charlie), State.DELIVERED, sent_at=clock.now())
    put(text_of(campaign, world.erin), State.SENT, sent_at=clock.now())
    put(
        text_of(campaign, more[0]),
        State.QUEUED,
        not_before=clock.now() + timedelta(hours=3),
        held_by="quiet_hours",
    )
    put(text_of(campaign, more[1]), State.UNSURE)
    put(text_of(campaign, more[2]), State.SENT, sent_at=clock.now())
    queue.end([text_of(campaign, more[2]).pk], State.FAILED, "30006", "A landline.")
    numbers = queries.progress(campaign)
    assert (numbers.audience, somewhere(numbers)) == (7, 7)
    assert (numbers.delivered, numbers.sent, numbers.held, numbers.unsure) == (1, 1, 1, 1)
    assert (numbers.failed, numbers.undelivered, numbers.skipped, numbers.queued) == (1, 1, 1, 1)
    assert numbers.accepted == 3
    assert numbers.percent == 4 * 100 // 7
    assert numbers.credits == 5


def test_the_people_behind_each_number_are_as_many(world: World) -> None:
    contacts.set_dnd(world.dana, True)
    campaign = gone(world.acme)
    put(
        text_of(campaign, world.charlie),
        State.QUEUED,
        not_before=clock.now() + timedelta(hours=3),
        held_by="quiet_hours",
    )
    numbers = queries.progress(campaign)
    for place in people.PLACES:
        assert people.people(campaign, place).count() == getattr(numbers, place), place


def test_a_paused_campaign_still_counts_its_people(world: World) -> None:
    campaign = gone(world.acme)
    actions.pause(campaign, "maria")
    assert queries.progress(campaign).queued == 3


def test_nineteen_of_three_hundred_is_not_a_hundred_percent(world: World) -> None:
    campaign = gone(world.acme)
    put(text_of(campaign, world.charlie), State.DELIVERED)
    assert queries.progress(campaign).percent == 33


def test_two_campaigns_are_counted_apart_in_two_queries(world: World) -> None:
    first, second = gone(world.acme), gone(world.acme, audience={"include": {"contacts": [world.charlie.pk]}})
    put(text_of(second, world.charlie), State.DELIVERED)
    with CaptureQueriesContext(connection) as asked:
        found = progress_of([first, second])
    assert len(asked) == 2
    assert (found[first.pk].queued, found[first.pk].delivered) == (3, 0)
    assert (found[second.pk].queued, found[second.pk].delivered) == (0, 1)


def test_the_report_knows_who_answered_and_who_left(world: World) -> None:
    campaign = gone(world.acme)
    for contact in (world.charlie, world.dana, world.erin):
        put(text_of(campaign, contact), State.DELIVERED, sent_at=clock.now() - timedelta(minutes=5))
    texted(world.acme.sender, world.charlie, "Nice!")
    texted(world.acme.sender, world.charlie, "And another")
    texted(world.acme.sender, world.dana, "STOP")
    report = queries.report(campaign)
    assert (report.replied, report.opted_out) == (2, 1)


def test_an_answer_from_before_is_not_an_answer_to_it(world: World) -> None:
    texted(world.acme.sender, world.charlie, "Hello?")
    campaign = gone(world.acme)
    put(text_of(campaign, world.charlie), State.DELIVERED, sent_at=clock.now())
    assert queries.report(campaign).replied == 0


def test_errors_and_skips_are_told_with_their_reasons(world: World) -> None:
    contacts.set_dnd(world.dana, True)
    campaign = gone(world.acme)
    put(text_of(campaign, world.charlie), State.SENDING)
    queue.end([text_of(campaign, world.charlie).pk], State.FAILED, "30006", "A landline.")
    report = queries.report(campaign)
    assert [(skip.rule, skip.count, skip.temporary) for skip in report.skips] == [("dnd", 1, False)]
    assert [(error["error_code"], error["count"]) for error in report.errors] == [("30006", 1)]
    assert (report.refunded, report.progress.credits) == (1, 1)


def test_held_texts_say_when(world: World) -> None:
    campaign = expand(launch(draft(world.acme)))
    first, last = clock.now() + timedelta(hours=2), clock.now() + timedelta(hours=5)
    put(text_of(campaign, world.charlie), State.QUEUED, not_before=first, held_by="quiet_hours")
    put(text_of(campaign, world.dana), State.QUEUED, not_before=last, held_by="quiet_hours")
    report = queries.report(campaign)
    assert (report.opens, report.all_open) == (first, last)


def test_deleting_people_leaves_the_campaigns_history_as_it_was(world: World) -> None:
    acme = world.acme.workspace
    compliance.opt_out(acme.pk, world.dana.phone, source="keyword", evidence={})
    campaign = gone(world.acme, audience=chosen(world.charlie, world.dana))
    assert (queries.progress(campaign).audience, queries.progress(campaign).skipped) == (2, 1)
    erasure.delete_contacts(acme, [world.charlie.pk, world.dana.pk], reason="undo", actor="alice")
    after = queries.progress(campaign)
    assert (after.audience, after.skipped, after.erased, after.percent) == (2, 1, 1, 100)


def test_a_person_deleted_before_their_turn_is_skipped_and_the_rest_go(world: World) -> None:
    campaign = launch(draft(world.acme, audience=chosen(world.charlie, world.dana)))
    expansion.snapshot(campaign)
    erasure.delete_contacts(world.acme.workspace, [world.charlie.pk], reason="asked", actor="alice")
    numbers = queries.progress(expand(campaign))
    assert (numbers.audience, numbers.skipped, numbers.queued) == (2, 1, 1)


def test_a_number_that_went_to_somebody_else_is_not_texted_twice(world: World) -> None:
    campaign = launch(draft(world.acme, audience=chosen(world.charlie, world.dana)))
    expansion.snapshot(campaign)
    number = world.charlie.phone
    contacts.update(world.charlie, {"phone": "+14155552777"})
    contacts.update(world.dana, {"phone": number})
    expand(campaign)
    assert {skip.rule: skip.count for skip in queries.skips(campaign)} == {"number_changed": 2}


def test_a_paused_sender_keeps_the_audience_waiting(world: World) -> None:
    Sender.objects.of(world.acme.workspace).update(state="paused")
    campaign = expand(launch(draft(world.acme)))
    assert (campaign.state, queries.progress(campaign).pending) == ("expanding", 3)
    Sender.objects.of(world.acme.workspace).update(state="active")
    assert queries.progress(expand(campaign)).queued == 3


def test_the_finish_is_not_sooner_than_the_chosen_speed_allows(world: World) -> None:
    campaign = gone(world.acme, per_hour=600)
    campaign.launched_at = clock.now() - timedelta(seconds=1)
    numbers = Progress(audience=1_201, sent=1, queued=1_200)
    begun, finish = clock.now(), pace.finish(campaign, numbers)
    assert finish is not None
    assert timedelta(hours=2) <= finish - begun < timedelta(hours=2, minutes=1)
