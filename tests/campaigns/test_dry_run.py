"""A dry run says of each person what the launch then does, and says so when it was wrong."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from apps.audiences.refusals import EmptyAudience
from apps.campaigns.actions import edit
from apps.campaigns.dry_run import actions, comparing, queries, tasks
from apps.campaigns.dry_run.models import DryRun, Foreseen
from apps.campaigns.models import Campaign, Recipient
from apps.campaigns.refusals import NoBody
from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.messaging.models import Message
from tests.campaigns.launches import draft, expand, fresh, launch
from tests.clockface import set_clock
from tests.world import World, consenting

# One place in each of nine zones, from Guam to St. John's.
ZONES = {
    "Guam": "+16715550",
    "Honolulu": "+18085552",
    "Anchorage": "+19075552",
    "Los Angeles": "+12135552",
    "Denver": "+13035552",
    "Chicago": "+13125552",
    "New York": "+12125552",
    "San Juan": "+17875552",
    "Halifax": "+19025552",
}
# 9:00 in New York, 3:00 in Honolulu, 23:00 in Guam.
MORNING = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
BODY = "Hi {first_name}, {tier} things for you. Reply STOP to opt out."


def a_crowd(world: World, each: int = 8) -> None:
    """People in nine zones: some opted out, asleep, without consent, name or tier, some with an emoji."""
    place = world.acme.workspace
    place.regions = ["US", "CA"]
    place.save()
    for zone, start in ZONES.items():
        for number in range(each):
            phone = f"{start}{number + 100:03}"
            if number == 0:
                contacts.create(place, phone, {"first_name": "Stranger"}, source="manual")
                continue
            one = consenting(place, "" if number == 1 else f"{zone} {number}", phone)
            if number == 2:
                compliance.opt_out(place.pk, phone, source="keyword", evidence={})
            if number == 3:
                contacts.set_dnd(one, True)
            if number >= 4:
                contacts.update(
                    one, {"attributes": {"tier": "gold 👑" if number == 4 else "g" * 40 * number}}
                )


def rehearse(campaign: Campaign) -> DryRun:
    run = actions.start(campaign)
    assert actions.turn(run, time.monotonic() + 60)
    return DryRun.objects.of(campaign.workspace_id).get(pk=run.pk)


def compared(run: DryRun) -> DryRun:
    comparing.compare(DryRun.objects.of(run.workspace_id).select_related("campaign").get(pk=run.pk))
    return DryRun.objects.of(run.workspace_id).get(pk=run.pk)


def test_person_by_person_the_launch_does_what_was_foreseen(world: World, settings: Settings) -> None:
    set_clock(settings, MORNING)
    a_crowd(world)
    campaign = draft(world.acme, body=BODY)
    run = rehearse(campaign)
    assert run.numbers["audience"] == 9 * 8 + 3
    assert run.numbers["held"] and run.numbers["now"] and run.numbers["skipped"] >= 9 * 3
    before = ledger.balance(world.acme.workspace)
    expand(launch(campaign))
    seen = {row.phone: (row.outcome, row.rule, row.parts) for row in queries.people(run)}
    done = {
        one.phone: (one.outcome, one.rule, one.message.parts if one.message else 0)
        for one in Recipient.objects.of(world.acme.workspace).select_related("message")
    }
    assert seen == done
    assert run.numbers["credits"] == before - ledger.balance(world.acme.workspace)
    after = compared(run)
    assert after.came_true
    assert after.differences == {"count": 0, "kinds": [], "people": []}


def test_the_hours_of_each_zone_are_foreseen(world: World, settings: Settings) -> None:
    set_clock(settings, MORNING)
    a_crowd(world)
    campaign = draft(world.acme, body=BODY)
    run = rehearse(campaign)
    expand(launch(campaign))
    held = {row.phone: row.until for row in queries.people(run) if row.until}
    texts = Message.objects.of(world.acme.workspace).exclude(held_by="")
    assert {text.phone for text in texts} == set(held)
    for text in texts:
        assert timedelta(0) <= text.not_before - held[text.phone] < timedelta(minutes=5)
    assert {zone["zone"] for zone in run.numbers["zones"]} >= {"Pacific/Honolulu", "America/New_York"}


def test_who_opted_out_in_between_is_named(world: World) -> None:
    campaign = draft(world.acme)
    run = rehearse(campaign)
    compliance.opt_out(world.acme.workspace.pk, world.erin.phone, source="keyword", evidence={})
    expand(launch(campaign))
    after = compared(run)
    assert not after.came_true
    assert after.differences["count"] == 1
    assert [(one["phone"], one["became"]) for one in after.differences["people"]] == [
        (world.erin.phone, "skipped: opt_out")
    ]


def test_who_joined_in_between_is_named(world: World) -> None:
    campaign = draft(world.acme)
    run = rehearse(campaign)
    consenting(world.acme.workspace, "Late", "+12125552077")
    expand(launch(campaign))
    assert [one["foreseen"] for one in compared(run).differences["people"]] == ["not in the audience"]


def test_it_has_no_effect(world: World) -> None:
    rehearse(draft(world.acme))
    assert not Message.objects.of(world.acme.workspace).exists()
    assert not Recipient.objects.of(world.acme.workspace).exists()
    assert ledger.balance(world.acme.workspace) == 1_000


def test_stopped_between_two_chunks_it_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    a_crowd(world)
    whole = rehearse(draft(world.acme, body=BODY))
    monkeypatch.setattr(actions, "CHUNK", 10)
    run = actions.start(draft(world.acme, body=BODY))
    assert actions.chunk(run) == 10
    tasks.advance()
    again = DryRun.objects.of(world.acme.workspace).get(pk=run.pk)
    assert (again.digest, again.numbers) == (whole.digest, whole.numbers)


def test_the_clock_compares_what_was_sent(world: World) -> None:
    campaign = draft(world.acme)
    run = rehearse(campaign)
    tasks.advance()
    assert DryRun.objects.of(world.acme.workspace).get(pk=run.pk).compared_at is None
    expand(launch(campaign))
    tasks.advance()
    assert DryRun.objects.of(world.acme.workspace).get(pk=run.pk).came_true


def test_another_text_makes_it_out_of_date(world: World) -> None:
    campaign = draft(world.acme)
    run = actions.start(campaign)
    edit(campaign, {"body": "Something else. Reply STOP to opt out."})
    assert actions.chunk(run) == 0
    assert queries.newest(fresh(campaign)) is None
    assert DryRun.objects.of(world.acme.workspace).get(pk=run.pk).state == DryRun.State.STOPPED


def test_a_second_one_replaces_the_first(world: World) -> None:
    campaign = draft(world.acme)
    rehearse(campaign)
    second = rehearse(campaign)
    assert [one.pk for one in DryRun.objects.of(world.acme.workspace)] == [second.pk]
    assert Foreseen.objects.of(world.acme.workspace).count() == 3


def test_of_nobody_or_nothing_there_is_none(world: World) -> None:
    with pytest.raises(EmptyAudience):
        actions.start(draft(world.acme, audience={}))
    with pytest.raises(NoBody):
        actions.start(draft(world.acme, body=" "))
