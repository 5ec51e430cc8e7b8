"""What the clock counts ahead is what the rows say (docs/adr/0029)."""

import pytest

from apps.campaigns import headcounts, tasks
from apps.campaigns.models import Campaign, Headcount
from tests.campaigns.launches import gone
from tests.world import World


def test_one_under_way_is_counted_once_it_is_large(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = gone(world.acme)
    Campaign.objects.of(world.acme.workspace).filter(pk=campaign.pk).update(state=Campaign.State.SENDING)
    campaign.refresh_from_db()
    assert not headcounts.anything_stale()
    monkeypatch.setattr(headcounts, "LARGE", 1)
    assert headcounts.anything_stale()
    tasks.count_people()
    assert not headcounts.anything_stale()
    counted = headcounts.ready(campaign)
    assert counted and counted.report == headcounts.count(campaign).report


def test_one_that_is_over_is_counted_and_a_new_state_makes_the_count_old(world: World) -> None:
    campaign = gone(world.acme)
    rows = Campaign.objects.of(world.acme.workspace).filter(pk=campaign.pk)
    rows.update(state=Campaign.State.COMPLETED)
    tasks.count_people()
    assert Headcount.objects.of(world.acme.workspace).get().state == Campaign.State.COMPLETED
    assert not headcounts.anything_stale()
    rows.update(state=Campaign.State.CANCELED)
    assert headcounts.anything_stale()
