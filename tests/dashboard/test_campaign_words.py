"""The words of a campaign's page are true at every moment of its life."""

from datetime import timedelta

import pytest
from django.test import Client

from apps.campaigns import actions
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.messaging.states import State
from tests.campaigns.launches import draft, fresh, gone, launch, put, text_of
from tests.clockface import DAYTIME, daytime  # noqa: F401 - a fixture
from tests.dashboard.test_campaign_page import finish, page
from tests.dashboard.test_composer_pages import words
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")
ALL_WELL = "Nobody was left out, and nothing failed."


def home(client: Client) -> str:
    return words(client.get("/dashboard/"))  # type: ignore[arg-type]


def listed(client: Client) -> str:
    return words(client.get("/dashboard/campaigns"))  # type: ignore[arg-type]


def test_right_after_the_launch_people_are_being_counted(maria: Client, world: World) -> None:
    shown = page(maria, launch(draft(world.acme)))
    assert "People are being counted" in shown
    assert "0 of 0" not in shown.replace("<b>", "").replace("</b>", "")
    assert ALL_WELL not in shown


def test_all_is_well_is_said_at_the_end_alone(maria: Client, world: World) -> None:
    campaign = gone(world.acme)
    assert ALL_WELL not in page(maria, campaign)
    for person in (world.charlie, world.dana, world.erin):
        put(text_of(campaign, person), State.DELIVERED, sent_at=clock.now())
    finish(campaign)
    assert ALL_WELL in page(maria, fresh(campaign))


def test_a_canceled_campaign_says_whom_the_end_left_without_a_text(maria: Client, world: World) -> None:
    campaign = actions.cancel(gone(world.acme), "maria@acme.example")
    put(text_of(campaign, world.charlie), State.DELIVERED, sent_at=clock.now())
    shown = page(maria, campaign)
    assert ALL_WELL not in shown
    assert "Canceled while the text was waiting" in shown
    assert "<b>2</b> canceled" in shown
    assert "skipped</span>" not in shown


def asleep(world: World) -> Campaign:
    """Charlie and Dana have theirs; Erin's waits until tomorrow at 13:00 UTC, 8:00 in New York."""
    campaign = gone(world.acme)
    for person in (world.charlie, world.dana):
        put(text_of(campaign, person), State.SENT, sent_at=clock.now())
    tomorrow = DAYTIME.replace(hour=13) + timedelta(days=1)
    put(text_of(campaign, world.erin), State.QUEUED, not_before=tomorrow, held_by="quiet_hours")
    return campaign


def test_a_campaign_of_which_only_sleepers_remain_waits_for_morning(maria: Client, world: World) -> None:
    campaign = asleep(world)
    for shown in (page(maria, campaign), listed(maria), home(maria)):
        assert "Waiting for texting hours where they live" in shown
        assert '"pill is-sending"' not in shown
    put(text_of(campaign, world.dana), State.QUEUED)
    assert "Waiting for texting hours where they live" not in page(maria, campaign)


def test_home_counts_the_sleepers_among_what_comes(maria: Client, world: World) -> None:
    asleep(world)
    assert "1 held text for its morning" in home(maria)


def test_credits_of_texts_that_wait_are_reserved_and_not_spent(maria: Client, world: World) -> None:
    shown = page(maria, asleep(world))
    assert "comes back for each one that is not sent</span></dt><dd>1</dd>" in shown
    assert "<dt>Charged for texts that were sent</dt><dd>2</dd>" in shown
    assert "Paid so far" not in shown


def test_sent_means_one_thing(maria: Client, world: World) -> None:
    campaign = asleep(world)
    put(text_of(campaign, world.charlie), State.DELIVERED)
    shown = page(maria, campaign)
    assert "<b>1</b> sent, no receipt yet" in shown
    assert (
        '<span class="funnel-value">2</span>' in shown.partition("Sent</span>")[2].partition("Delivered")[0]
    )
