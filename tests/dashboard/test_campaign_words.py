"""The words of a campaign's page are true at every moment of its life."""

import pytest
from django.test import Client

from apps.campaigns import actions
from apps.common import clock
from apps.messaging.states import State
from tests.campaigns.launches import draft, fresh, gone, launch, put, text_of
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.dashboard.test_campaign_page import finish, page
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")
ALL_WELL = "Nobody was left out, and nothing failed."


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
