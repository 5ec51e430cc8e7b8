"""A text that waits says when it goes, in which zone, and whether it goes at all."""

from datetime import timedelta

import pytest
from django.test import Client

from apps.campaigns.models import Campaign
from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.messaging.models import Conversation
from apps.messaging.states import State
from tests.campaigns.launches import draft, gone, launch, put, text_of
from tests.clockface import DAYTIME, daytime  # noqa: F401 - a fixture
from tests.dashboard.test_campaign_page import page
from tests.dashboard.test_composer_pages import address, words
from tests.messaging.orders import texted
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")
TOMORROW = DAYTIME.replace(hour=13) + timedelta(days=1)


def asleep(world: World) -> Campaign:
    campaign = gone(world.acme)
    put(text_of(campaign, world.charlie), State.QUEUED, not_before=TOMORROW, held_by="quiet_hours")
    return campaign


def thread(client: Client, world: World) -> str:
    texted(world.acme.sender, world.charlie, "Hello")
    conversation = Conversation.objects.of(world.acme.workspace).get(contact=world.charlie)
    return words(client.get(f"/dashboard/inbox/{conversation.public_id}"))  # type: ignore[arg-type]


def story(client: Client, world: World) -> str:
    return words(client.get(f"/dashboard/contacts/{world.charlie.public_id}"))  # type: ignore[arg-type]


@pytest.mark.parametrize("shown", [thread, story])
def test_a_held_text_names_the_hour_and_the_zone(maria: Client, world: World, shown: object) -> None:
    asleep(world)
    assert "eld until Nov 19, 08:00 New York time" in shown(maria, world)  # type: ignore[operator]


@pytest.mark.parametrize("shown", [thread, story])
def test_a_text_that_waits_for_somebody_who_left_is_shown_as_dropped(
    maria: Client, world: World, shown: object
) -> None:
    asleep(world)
    compliance.suppress(world.acme.workspace.pk, world.charlie.phone, "opt_out", source="manual", evidence={})
    told: str = shown(maria, world)  # type: ignore[operator]
    assert "ill not be sent" in told
    assert "opted out" in told
    assert "eld until" not in told
    assert "Text queued" not in told


def test_do_not_disturb_drops_it_too(maria: Client, world: World) -> None:
    asleep(world)
    contacts.set_dnd(world.charlie, True)
    world.charlie.refresh_from_db()
    assert "Text that will not be sent" in story(maria, world)


def test_plans_and_holds_name_their_zone(maria: Client, world: World) -> None:
    at = TOMORROW.replace(hour=15)
    planned = draft(world.acme, scheduled_at=at)
    review = words(maria.get(address(planned, "review")))  # type: ignore[arg-type]
    assert "Nov 19, 10:00</time> New York time" in review
    assert "Nov 19, 10:00</time> New York time" in page(maria, launch(planned, at=at))
    campaign = asleep(world)
    assert "Nov 19, 08:00</time> New York time" in page(maria, campaign)
    people = words(maria.get(address(campaign, "people")))  # type: ignore[arg-type]
    assert 'until <span class="nowrap"><time' in people
