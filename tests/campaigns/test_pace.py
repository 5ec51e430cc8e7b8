"""The pace of a campaign: so many an hour, or spread over hours; and turns that fail."""

from datetime import timedelta
from typing import Any

import pytest

from apps.campaigns import expansion, tasks
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import BadPace
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.messaging.refusals import UnknownSender
from apps.senders import actions as senders
from tests.campaigns.launches import draft, fresh, gone, launch
from tests.world import World, consenting


@pytest.fixture
def crowd(world: World) -> list[Contact]:
    return [consenting(world.acme.workspace, f"N{n}", f"+1808555{3000 + n}") for n in range(27)]


def span(campaign: Campaign) -> timedelta:
    times = Message.objects.of(campaign.workspace_id).filter(lane=campaign.lane_id)
    ordered = sorted(times.values_list("not_before", flat=True))
    return ordered[-1] - ordered[0]


def test_thirty_people_at_sixty_an_hour_take_half_an_hour(world: World, crowd: list[Contact]) -> None:
    assert span(gone(world.acme, per_hour=60)) == pytest.approx(
        timedelta(minutes=29), abs=timedelta(minutes=1)
    )


def test_thirty_people_spread_over_three_hours(world: World, crowd: list[Contact]) -> None:
    assert span(gone(world.acme, spread_hours=3)) == pytest.approx(
        timedelta(minutes=174), abs=timedelta(minutes=7)
    )


def test_without_a_pace_all_leave_at_once(world: World, crowd: list[Contact]) -> None:
    assert span(gone(world.acme)) < timedelta(seconds=1)


@pytest.mark.parametrize(
    "pace",
    [{"per_hour": 0}, {"per_hour": -1}, {"per_hour": 10**9}, {"spread_hours": 0}, {"spread_hours": 73}],
)
def test_a_pace_that_cannot_be_is_refused_at_its_field(world: World, pace: dict[str, Any]) -> None:
    with pytest.raises(BadPace) as refused:
        draft(world.acme, **pace)
    assert refused.value.at == next(iter(pace))


def test_a_strangers_pool_is_unknown(world: World) -> None:
    with pytest.raises(UnknownSender):
        draft(world.acme, pool=senders.make_pool(world.bobco.workspace, "Theirs", [world.bobco.sender]))


def test_a_launched_campaign_keeps_the_sender_that_was_the_default_then(world: World) -> None:
    campaign = launch(draft(world.acme))
    other = senders.add_virtual(world.acme.workspace, "Other")
    senders.make_default(other)
    assert fresh(campaign).sender == world.acme.sender


def test_a_campaign_that_fails_in_its_turn_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    poisonous, sound = launch(draft(world.acme)), launch(draft(world.bobco))
    real = expansion.snapshot

    def poisoned(campaign: Campaign) -> bool:
        if campaign.pk == poisonous.pk:
            raise ZeroDivisionError
        return real(campaign)

    monkeypatch.setattr(expansion, "snapshot", poisoned)
    tasks.advance()
    assert fresh(poisonous).state == Campaign.State.EXPANDING
    assert fresh(sound).state != Campaign.State.EXPANDING
    assert Message.objects.of(world.bobco.workspace).count() == 2
