"""The canary: a bad text of a large campaign stops after its first hundred, and a good one hardly waits."""

import pytest
from pytest_django import Settings

from apps.campaigns import actions, canary, tasks
from apps.campaigns.models import Campaign, Guard
from apps.common import clock
from apps.compliance import actions as compliance
from apps.contacts.models import Contact
from apps.messaging.models import Message
from tests.campaigns.launches import draft, fresh, launch
from tests.world import World, consenting

FIRST = 20


@pytest.fixture
def crowd(world: World, monkeypatch: pytest.MonkeyPatch) -> list[Contact]:
    """With Charlie, Dana and Erin 63: large, for these tests."""
    monkeypatch.setattr(canary, "SMALL", 40)
    monkeypatch.setattr(canary, "SHARE", 3)
    Guard.objects.create(workspace=world.acme.workspace, sample=50, failures=20, opt_outs=10, canary=FIRST)
    return [consenting(world.acme.workspace, f"N{n}", f"+1212555{3000 + n}") for n in range(60)]


@pytest.fixture
def campaign(world: World, crowd: list[Contact]) -> Campaign:
    begun = launch(draft(world.acme))
    tasks.advance()
    return fresh(begun)


def queued(campaign: Campaign) -> int:
    return Message.objects.of(campaign.workspace_id).filter(lane=campaign.lane_id).count()


def came(campaign: Campaign, state: str, count: int) -> None:
    """So many more of its texts left and came to this end."""
    rows = Message.objects.of(campaign.workspace_id).filter(lane=campaign.lane_id, sent_at=None)
    ids = list(rows.order_by("id").values_list("pk", flat=True)[:count])
    Message.everywhere.filter(pk__in=ids).update(
        state=state, sent_at=clock.now(), attempts=1, ended_at=clock.now()
    )


def test_twenty_go_ahead_and_the_rest_waits(campaign: Campaign) -> None:
    assert queued(campaign) == FIRST
    tasks.advance()
    assert queued(campaign) == FIRST and fresh(campaign).state == Campaign.State.EXPANDING


def test_a_bad_text_stops_after_the_canary(campaign: Campaign) -> None:
    came(campaign, "failed", 12)
    tasks.advance()
    paused = fresh(campaign)
    assert paused.state == Campaign.State.PAUSED and "12 of 12 texts failed" in paused.pause_reason
    assert queued(campaign) == FIRST


def test_people_who_leave_stop_it_too(campaign: Campaign, crowd: list[Contact]) -> None:
    came(campaign, "delivered", 12)
    texted = Message.objects.of(campaign.workspace_id).filter(lane=campaign.lane_id, sent_at__isnull=False)
    for phone in texted.values_list("phone", flat=True)[:2]:
        compliance.opt_out(campaign.workspace_id, phone, source="keyword", evidence={})
    tasks.advance()
    assert "2 of 12 texts were answered by an opt-out" in fresh(campaign).pause_reason


def test_resumed_knowingly_the_rest_goes(campaign: Campaign) -> None:
    came(campaign, "failed", FIRST)
    tasks.advance()
    actions.resume(fresh(campaign), "maria")
    tasks.advance()
    assert queued(campaign) == 63


def test_nine_in_ten_receipts_let_the_rest_go_at_once(campaign: Campaign) -> None:
    came(campaign, "delivered", 17)
    tasks.advance()
    assert queued(campaign) == FIRST
    came(campaign, "delivered", 1)
    tasks.advance()
    assert queued(campaign) == 63


def test_too_few_failures_say_nothing(campaign: Campaign) -> None:
    came(campaign, "failed", 9)
    tasks.advance()
    assert fresh(campaign).state == Campaign.State.EXPANDING and queued(campaign) == FIRST


def test_without_receipts_it_waits_a_minute_and_no_longer(campaign: Campaign, settings: Settings) -> None:
    came(campaign, "sent", FIRST)
    settings.CLOCK_SHIFT += 50
    tasks.advance()
    assert queued(campaign) == FIRST
    settings.CLOCK_SHIFT += 11
    tasks.advance()
    assert queued(campaign) == 63


def test_whom_a_gate_skips_is_no_canary(world: World, crowd: list[Contact]) -> None:
    for contact in crowd[:15]:
        compliance.opt_out(world.acme.workspace.pk, contact.phone, source="keyword", evidence={})
    begun = launch(draft(world.acme))
    tasks.advance()
    assert FIRST <= queued(fresh(begun)) < FIRST + FIRST // 2


@pytest.mark.parametrize(("large", "asked"), [(1_000, FIRST), (40, 0)])
def test_a_small_campaign_and_one_without_a_canary_never_wait(
    world: World, crowd: list[Contact], monkeypatch: pytest.MonkeyPatch, large: int, asked: int
) -> None:
    monkeypatch.setattr(canary, "SMALL", large)
    Guard.objects.of(world.acme.workspace).update(canary=asked)
    begun = launch(draft(world.acme))
    tasks.advance()
    assert queued(fresh(begun)) == 63
