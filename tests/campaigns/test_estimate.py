"""An estimate is what the launch then does: the same gates, the same texts, the same credits."""

from datetime import UTC, datetime

from pytest_django import Settings

from apps.campaigns import queries
from apps.campaigns.estimate import estimate
from apps.campaigns.models import Campaign
from apps.campaigns.tally import Estimate
from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.messaging.models import Message
from apps.senders import actions as senders
from tests.campaigns.launches import draft, expand, launch
from tests.clockface import EVENING, set_clock
from tests.world import Tenant, World, consenting


def a_mixed_crowd(world: World) -> None:
    """Some who may be texted, some who may not, one whose name needs UCS-2, and a long text for one."""
    place = world.acme.workspace
    consenting(place, "Zoë 👍", "+13105552011")
    contacts.update(consenting(place, "Long", "+13105552012"), {"attributes": {"note": "x" * 200}})
    contacts.create(place, "+13105552013", {"first_name": "Stranger"}, source="manual")
    contacts.set_dnd(world.dana, True)
    compliance.opt_out(place.pk, world.erin.phone, source="keyword", evidence={})


def as_expected(campaign: Campaign, seen: Estimate) -> None:
    """Launch it and compare."""
    before = ledger.balance(campaign.workspace)
    numbers = queries.progress(expand(launch(campaign)))
    texts = Message.objects.of(campaign.workspace).filter(lane__isnull=False)
    assert seen.audience == numbers.audience
    assert (seen.now, seen.held) == (numbers.queued, numbers.held)
    assert seen.left_out == numbers.skipped
    assert seen.skipped == {skip.reason: skip.count for skip in queries.skips(campaign)}
    assert seen.credits == before - ledger.balance(campaign.workspace) == numbers.credits
    assert sum(size * count for size, count in seen.parts.items()) == sum(
        texts.values_list("parts", flat=True)
    )
    assert seen.ucs2 == texts.filter(encoding="UCS-2").count()


def test_by_day_the_launch_does_what_was_estimated(world: World) -> None:
    a_mixed_crowd(world)
    campaign = draft(world.acme, body="Hi {first_name}, {note} Reply STOP to opt out.")
    seen = estimate(campaign)
    assert (seen.audience, seen.now, seen.exact) == (6, 3, True)
    as_expected(campaign, seen)


def test_by_night_too(world: World, settings: Settings) -> None:
    set_clock(settings, EVENING)
    a_mixed_crowd(world)
    campaign = draft(world.acme)
    seen = estimate(campaign)
    assert (seen.now, seen.held) == (3, 0)
    consenting(world.acme.workspace, "Nina", "+12125552044")
    seen = estimate(campaign)
    assert (seen.now, seen.held) == (3, 1)
    assert seen.opens == seen.all_open == datetime(2026, 11, 19, 13, 0, tzinfo=UTC)
    as_expected(campaign, seen)


def test_an_estimate_has_no_effect(world: World) -> None:
    a_mixed_crowd(world)
    estimate(draft(world.acme))
    assert not Message.objects.of(world.acme.workspace).exists()
    assert ledger.balance(world.acme.workspace) == 1_000


def test_it_is_asked_for_the_time_it_is_planned_for(world: World) -> None:
    night = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
    campaign = draft(world.acme)
    assert (estimate(campaign).held, estimate(campaign, at=night).held) == (0, 3)


def test_a_sandbox_pays_nothing(world: World) -> None:
    place = world.acme.workspace.sandbox
    consenting(place, "Sam", "+14155552090")
    tenant = Tenant(place, senders.add_virtual(place, "Test"))
    seen = estimate(draft(tenant))
    assert (seen.now, seen.credits) == (1, 0)


def test_who_lacks_a_field_is_named(world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"shelf": "poetry"}})
    seen = estimate(draft(world.acme, body="Your {shelf}, {first_name|friend}"))
    assert seen.gaps == {"shelf": 2}
    assert [one.first_name for one in seen.names["shelf"]] == ["Dana", "Erin"]


def test_a_sample_is_scaled_up_and_says_so(world: World) -> None:
    seen = estimate(draft(world.acme), most=2)
    assert (seen.audience, seen.now, seen.credits, seen.exact) == (3, 3, 3, False)


def test_an_empty_audience_is_nobody(world: World) -> None:
    assert estimate(draft(world.acme, audience={})) == Estimate()


def test_what_is_kept_is_plain_data(world: World, settings: Settings) -> None:
    set_clock(settings, EVENING)
    campaign = draft(world.acme)
    launch(campaign, estimate=estimate(campaign).as_data())
    kept = Campaign.objects.of(world.acme.workspace).get().estimate
    assert (kept["audience"], kept["held"], kept["credits"]) == (3, 2, 3)
    assert kept["opens"].startswith("2026-11-19T13:00")
