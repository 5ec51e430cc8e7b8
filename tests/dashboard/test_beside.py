"""A campaign beside the five before it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.campaigns.models import Campaign
from apps.common import clock
from apps.dashboard import comparing
from tests.campaigns.launches import draft
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.dashboard.test_campaign_page import page
from tests.reports.days import count_all, text
from tests.world import Tenant, World

pytestmark = pytest.mark.usefixtures("daytime")


def gone_out(tenant: Tenant, name: str, days_ago: int, *states: str, **more: object) -> Campaign:
    """A campaign of so many days ago, with a text in each of these states."""
    campaign = draft(tenant)
    when = clock.now() - timedelta(days=days_ago)
    for state in states:
        text(tenant, f"{when:%Y-%m-%d %H:%M}", state, origin=campaign.public_id, **more)
    values = {"name": name, "launched_at": when, "state": Campaign.State.COMPLETED}
    Campaign.objects.of(tenant.workspace).filter(pk=campaign.pk).update(**values)
    campaign.refresh_from_db()
    return campaign


def test_maria_sees_how_it_did_beside_the_one_before(maria: Client, world: World) -> None:
    spring = gone_out(world.acme, "Spring", 20, "delivered", "delivered", "delivered", "failed")
    autumn = gone_out(world.acme, "Autumn", 2, "delivered", "sent")
    count_all()
    this, before = comparing.lines(autumn)
    assert (this.campaign, this.is_this, before.campaign) == (autumn, True, spring)
    shown = page(maria, autumn)
    assert "Beside the one before it" in shown
    assert 'data-label="Delivered">50.0%</td>' in shown
    assert 'data-label="Delivered">100%</td>' in shown
    assert 'data-label="Failed">25.0%</td>' in shown


def test_the_first_one_stands_alone(maria: Client, world: World) -> None:
    spring = gone_out(world.acme, "Spring", 20, "delivered")
    gone_out(world.acme, "Autumn", 2, "delivered")
    assert comparing.lines(spring) == []
    assert "before it" not in page(maria, spring)
    assert comparing.lines(draft(world.acme)) == []


def test_it_is_five_the_newest_and_none_of_another_tenant(world: World) -> None:
    for number in range(7):
        gone_out(world.acme, f"Number {number}", 30 - number, "delivered")
    gone_out(world.bobco, "Bob's", 3, "delivered", "delivered")
    last = gone_out(world.acme, "Last", 1, "delivered", credits=2)
    count_all()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = comparing.lines(last)
    names = [line.campaign.name for line in found]
    assert names == ["Last", "Number 6", "Number 5", "Number 4", "Number 3", "Number 2"]
    assert {line.sums["sent"] for line in found} == {1}
    assert found[0].cost == 2
    assert len(asked) <= 3


def test_what_was_not_counted_yet_has_no_rates(maria: Client, world: World) -> None:
    gone_out(world.acme, "Spring", 20, "delivered")
    autumn = gone_out(world.acme, "Autumn", 2, "delivered")
    assert [line.cost for line in comparing.lines(autumn)] == [None, None]
    assert 'data-label="Delivered">–</td>' in page(maria, autumn)
