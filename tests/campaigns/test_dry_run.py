"""A dry run says of each person what the launch then does, and says so when it was wrong."""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from apps.audiences.refusals import EmptyAudience
from apps.campaigns.actions import edit
from apps.campaigns.dry_run import actions, comparing, queries, tasks
from apps.campaigns.dry_run.models import DryRun, Foreseen
from apps.campaigns.models import Campaign, Recipient
from apps.campaigns.refusals import NoBody
from apps.compliance import actions as compliance
from apps.compliance.dnc.loading import load
from apps.compliance.models import ConsentEvent
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.messaging import rescreening
from apps.messaging.claiming import Claimed, take_some
from apps.messaging.models import Message
from apps.messaging.states import State
from tests.campaigns.launches import chosen, draft, expand, fresh, gone, launch, put, text_of
from tests.clockface import DAYTIME, set_clock
from tests.messaging.orders import queued
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
YESTERDAY = DAYTIME - timedelta(days=1)
BODY = "Hi {first_name}, {tier} things for you. Reply STOP to opt out."


# Area codes of which the registry's copy is loaded; Anchorage's is missing, and Canada has a list of its own.
COVERED = ("671", "808", "213", "303", "312", "212", "787", "305")
MIAMI = "+13055552"


@pytest.fixture(autouse=True)
def _own_data_dir(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path / "data"


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


def listed_people(world: World, registry: Path) -> None:
    """In each zone: one on Acme's own list; three on the registry, one of whom signed and one of whom bought;
    one whose consent is a statement of Acme's and who is not listed."""
    place, lines = world.acme.workspace, [f"{area},9999999" for area in COVERED]
    for zone, start in ZONES.items():
        own, signed, bought, claimed, unlisted = (f"{start}{number}" for number in range(200, 205))
        consenting(place, f"{zone} own", own)
        compliance.suppress(place.pk, own, "blacklist", source="dashboard", evidence={})
        consenting(place, f"{zone} signed", signed)
        for phone, day in ((bought, "2026-10-01"), (claimed, "2024-01-01"), (unlisted, "")):
            contacts.create(
                place, phone, {"first_name": zone, "attributes": {"last_purchase_on": day}}, source="manual"
            )
            said = [compliance.Grant(phone, source="a list")]
            compliance.grant(place.pk, said, ConsentEvent.Kind.IMPORT_ATTESTED, channel="import")
        listed = [phone for phone in (signed, bought, claimed) if phone[2:5] in COVERED]
        lines += [f"{phone[2:5]},{phone[5:]}" for phone in listed]
    registry.write_text("\n".join(sorted(lines)))
    load([registry], "full", MORNING.date())
    place.dnc_checked = True
    place.save()


def texted_people(world: World, settings: Settings) -> None:
    """The day before, a campaign reached one in each zone (Acme's limit is one a day), and of three in Miami
    one had three texts (Florida's limit is three a day), one two, one three of which one never left."""
    place = world.acme.workspace
    set_clock(settings, YESTERDAY)
    reached = [consenting(place, zone, f"{start}300") for zone, start in ZONES.items()]
    before = gone(world.acme, audience=chosen(*reached))
    for one in reached:
        put(text_of(before, one), State.SENT, sent_at=YESTERDAY)
    for number, texts in enumerate((3, 2, 3)):
        one = consenting(place, f"Miami {number}", f"{MIAMI}{number}00")
        told = [queued(world.acme, one, kind="direct") for _ in range(texts)]
        for nth, text in enumerate(told):
            refused = number == 2 and nth == 0
            put(text, State.REFUSED if refused else State.SENT, sent_at=None if refused else YESTERDAY)
    place.cap_per_day = 1
    place.save()
    set_clock(settings, MORNING)


def everybody(world: World, settings: Settings, tmp_path: Path) -> None:
    """Nine zones, with caps, lists, opt-outs and missing names."""
    texted_people(world, settings)
    a_crowd(world)
    listed_people(world, tmp_path / "registry.txt")


def rehearse(campaign: Campaign) -> DryRun:
    run = actions.start(campaign)
    assert actions.turn(run, time.monotonic() + 60)
    return DryRun.objects.of(campaign.workspace_id).get(pk=run.pk)


def compared(run: DryRun) -> DryRun:
    comparing.compare(DryRun.objects.of(run.workspace_id).select_related("campaign").get(pk=run.pk))
    return DryRun.objects.of(run.workspace_id).get(pk=run.pk)


def test_person_by_person_the_launch_does_what_was_foreseen(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    everybody(world, settings, tmp_path)
    campaign = draft(world.acme, body=BODY)
    run = rehearse(campaign)
    assert run.numbers["audience"] == 9 * (8 + 5 + 1) + 3 + 3
    assert run.numbers["held"] and run.numbers["now"] and run.numbers["skipped"] >= 9 * 3
    before = ledger.balance(world.acme.workspace)
    expand(launch(campaign))
    seen = {row.phone: (row.outcome, row.rule, row.parts) for row in queries.people(run)}
    done = {
        one.phone: (one.outcome, one.rule, one.message.parts if one.message else 0)
        for one in Recipient.objects.of(world.acme.workspace)
        .filter(campaign=campaign)
        .select_related("message")
    }
    assert seen == done
    assert run.numbers["credits"] == before - ledger.balance(world.acme.workspace)
    after = compared(run)
    assert after.came_true
    assert after.differences == {"count": 0, "kinds": [], "people": []}


def test_each_gate_has_its_people_in_that_crowd(world: World, settings: Settings, tmp_path: Path) -> None:
    """Else equal would say little: who is stopped, and why, counted by hand."""
    everybody(world, settings, tmp_path)
    run = rehearse(draft(world.acme, body=BODY))
    stopped = {(row["rule"], row["reason"]): row["count"] for row in run.numbers["reasons"]}
    by_rule = Counter[str]()
    for (rule, _), count in stopped.items():
        by_rule[rule] += count
    assert by_rule == {
        "consent": 9,  # the stranger of each zone
        "opt_out": 9,
        "dnd": 9,
        "blacklist": 9,
        # listed: seven zones' statement, which nobody signed; Anchorage: statement and unlisted, unproven
        "do_not_call": 7 + 2,
        "frequency_cap": 9 + 1,
    }
    caps = [reason for rule, reason in stopped if rule == "frequency_cap"]
    assert sorted(caps) == [
        "They were texted 3 times within 24 hours, which is the limit (US-FL@2021-07-01).",
        "They were texted once within 24 hours, which is the limit.",
    ]
    assert run.numbers["gaps"]["first_name"] == 9


def test_at_the_door_nobody_of_that_crowd_is_stopped_for_another_reason(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    """When every zone is open, the gates before the carrier let all go who were foreseen to."""
    everybody(world, settings, tmp_path)
    campaign = draft(world.acme, body=BODY)
    run = rehearse(campaign)
    expand(launch(campaign))
    # 22:30 UTC: 8:30 in Guam, 18:30 in Halifax
    set_clock(settings, DAYTIME + timedelta(hours=3.5))
    claimed: list[Claimed] = []
    while some := take_some(50, "w"):
        claimed += some
    foreseen = {row.phone for row in queries.people(run) if row.outcome == "queued"}
    assert foreseen == {one.phone for one in claimed}
    assert rescreening.rescreen(claimed) == [None] * len(claimed)


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
