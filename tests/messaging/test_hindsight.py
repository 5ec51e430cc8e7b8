"""What would this rule have stopped last month?"""

from datetime import UTC, datetime, timedelta

import pytest

from apps.compliance import rules
from apps.compliance.models import TextingRule
from apps.messaging import horizon
from apps.messaging.hindsight import would_have_stopped
from apps.messaging.models import Message
from tests.messaging.orders import queued
from tests.world import World, consenting

NOON = datetime(2026, 11, 18, 17, tzinfo=UTC)  # in New York
SINCE, UNTIL = NOON - timedelta(days=30), NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def _forget_the_horizon() -> None:
    horizon._searched.cache_clear()


def own(**values: object) -> rules.Rule:
    return rules.own(TextingRule(pk=7, law="A plan", **values))


def left(world: World, phone: str, *hours: float) -> None:
    """Texts to this phone that left so many hours from noon."""
    contact = consenting(world.acme.workspace, "Somebody", phone)
    for hour in hours:
        message = queued(world.acme, contact, kind="direct")
        at = NOON + timedelta(hours=hour)
        Message.objects.of(world.acme.workspace).filter(pk=message.pk).update(sent_at=at, state="delivered")


def test_narrower_hours_in_new_york(world: World) -> None:
    left(world, "+12125559001", -3, 0, 7, 8.5)  # 9:00, 12:00, 19:00, 20:30
    left(world, "+14155559001", 8.5)  # California
    plan = own(place="US-NY", mon_fri="09:00-19:00")
    found = would_have_stopped(plan, SINCE, UNTIL, world.acme.workspace)
    assert (found.looked_at, found.stopped, found.by_hours) == (4, 2, 2)
    assert found.examples == [("+12125559001", NOON + timedelta(hours=h)) for h in (7, 8.5)]
    assert would_have_stopped(plan, SINCE, UNTIL, world.bobco.workspace).looked_at == 0
    assert would_have_stopped(plan, SINCE, UNTIL).stopped == 2  # of the whole installation


def test_a_limit_of_two_a_day(world: World) -> None:
    left(world, "+12125559001", -40, -3, -2, -1, 0, 22)
    found = would_have_stopped(own(place="US-NY", cap=2, cap_hours=24), SINCE, UNTIL)
    assert (found.looked_at, found.by_cap, found.by_hours) == (6, 2, 0)


def test_a_rule_counts_within_its_dates_only(world: World) -> None:
    left(world, "+12125559001", 0)
    shut = {"mon_fri": "none", "sat": "none", "sun": "none", "place": "US-NY"}
    assert would_have_stopped(own(**shut), SINCE, UNTIL).stopped == 1
    later = own(**shut, since=(NOON + timedelta(days=1)).date())
    assert would_have_stopped(later, SINCE, UNTIL).stopped == 0
