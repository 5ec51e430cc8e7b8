"""The circuit breaker: a campaign that goes wrong stops itself, says why, and a person lets it go on."""

from datetime import timedelta

import pytest

from apps.campaigns import actions, breaker, tasks
from apps.campaigns.breaker import Results
from apps.campaigns.models import Campaign, Guard
from apps.common import clock
from apps.compliance import actions as compliance
from apps.contacts.models import Contact
from apps.events.models import Event
from apps.messaging.models import Message
from apps.messaging.states import State
from tests.campaigns.launches import fresh, gone
from tests.world import World, consenting


@pytest.fixture
def crowd(world: World) -> list[Contact]:
    return [consenting(world.acme.workspace, f"N{n}", f"+1212555{3000 + n}") for n in range(60)]


@pytest.fixture
def campaign(world: World, crowd: list[Contact]) -> Campaign:
    Guard.objects.create(workspace=world.acme.workspace, sample=50, failures=20, opt_outs=5)
    return gone(world.acme)


def went(campaign: Campaign, **counts: int) -> None:
    """So many of its texts came to these ends."""
    ids = list(Message.objects.of(campaign.workspace_id).order_by("id").values_list("pk", flat=True))
    for state, count in counts.items():
        these, ids = ids[:count], ids[count:]
        Message.everywhere.filter(pk__in=these).update(
            state=state, sent_at=clock.now(), attempts=1, ended_at=clock.now()
        )


def look(campaign: Campaign) -> bool:
    Campaign.everywhere.filter(pk=campaign.pk).update(watched_at=None)
    return breaker.watch(fresh(campaign))


def test_eleven_failures_of_fifty_pause_it_and_say_why(campaign: Campaign) -> None:
    went(campaign, failed=11, delivered=39)
    tasks.advance()
    paused = fresh(campaign)
    assert paused.state == Campaign.State.PAUSED
    assert paused.pause_reason == "It paused itself: 11 of 50 texts failed; the limit is 20 %."
    names = set(Event.objects.of(campaign.workspace_id).values_list("name", flat=True))
    assert {"campaign.tripped", "campaign.paused"} <= names


@pytest.mark.parametrize(
    "counts", [{"failed": 10, "delivered": 40}, {"failed": 11, "delivered": 38}, {"failed": 11, "sent": 44}]
)
def test_at_the_limit_or_with_too_few_results_it_goes_on(campaign: Campaign, counts: dict[str, int]) -> None:
    went(campaign, **counts)
    assert not look(campaign)
    assert fresh(campaign).state == Campaign.State.SENDING


def test_a_carrier_without_receipts_is_judged_by_what_it_took(campaign: Campaign) -> None:
    went(campaign, refused=12, sent=43)
    assert look(campaign)


def test_what_gates_stopped_at_the_door_is_no_failure(campaign: Campaign) -> None:
    went(campaign, refused=20, delivered=43)
    Message.everywhere.filter(state=State.REFUSED).update(error_code="opt_out", sent_at=None)
    assert not look(campaign)


def test_three_of_fifty_who_leave_pause_it(campaign: Campaign, crowd: list[Contact]) -> None:
    went(campaign, delivered=50)
    for contact in crowd[:3]:
        compliance.opt_out(campaign.workspace_id, contact.phone, source="keyword", evidence={})
    assert look(campaign)
    assert "3 of 50 texts were answered by an opt-out" in fresh(campaign).pause_reason


def test_resumed_knowingly_it_is_judged_by_what_comes_after(campaign: Campaign) -> None:
    went(campaign, failed=30, delivered=20)
    assert look(campaign)
    actions.resume(fresh(campaign), "maria")
    Campaign.everywhere.filter(pk=campaign.pk).update(state=Campaign.State.SENDING)
    assert not look(campaign)
    went(campaign, failed=31, delivered=30)
    assert not look(campaign)


def test_a_workspace_that_set_nothing_has_the_defaults(world: World) -> None:
    guard = breaker.guard_of(world.bobco.workspace)
    assert (guard.sample, guard.failures, guard.opt_outs) == (200, 20, 5)
    assert breaker.verdict(guard, Results(tried=200, delivered=159, failed=41))
    assert not breaker.verdict(guard, Results(tried=199, delivered=0, failed=199))


def test_two_machines_look_once(campaign: Campaign) -> None:
    went(campaign, delivered=50)
    Campaign.everywhere.filter(pk=campaign.pk).update(watched_at=None)
    breaker.watch(fresh(campaign))
    next_look = fresh(campaign).watched_at
    breaker.watch(fresh(campaign))
    assert next_look and fresh(campaign).watched_at == next_look > clock.now() + timedelta(seconds=3)


def test_bobcos_results_are_none_of_acmes(world: World, campaign: Campaign) -> None:
    other = gone(world.bobco)
    went(campaign, failed=50)
    assert not look(other)
