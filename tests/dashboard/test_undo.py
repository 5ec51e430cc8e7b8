"""For half a minute a launch can be taken back, as if nobody had pressed."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from apps.campaigns import actions, queries
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import TooLateToUndo
from apps.campaigns.tasks import advance
from apps.common import clock
from apps.messaging.models import Message
from tests.campaigns.launches import draft, fresh
from tests.clockface import DAYTIME, daytime, set_clock  # noqa: F401 - a fixture
from tests.dashboard.test_campaign_page import page
from tests.dashboard.test_composer_pages import address, words
from tests.dashboard.test_launch_page import press
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")
State = Campaign.State


def later(settings: Settings, seconds: int) -> None:
    set_clock(settings, DAYTIME + timedelta(seconds=seconds))


def test_nothing_moves_while_it_can_be_taken_back(maria: Client, world: World, settings: Settings) -> None:
    campaign = draft(world.acme)
    press(maria, campaign)
    left = fresh(campaign).undo_until - clock.now()  # type: ignore[operator]
    assert timedelta(seconds=20) < left <= timedelta(seconds=30)
    shown = page(maria, campaign)
    assert "Nobody was texted yet" in shown and address(campaign, "undo") in shown
    assert 'hx-trigger="every 2s"' in shown
    later(settings, 15)
    advance()
    assert not queries.anything_to_do() and not Message.objects.of(world.acme.workspace).exists()
    later(settings, 60)
    advance()
    assert Message.objects.of(world.acme.workspace).count() == 3
    begun = fresh(campaign)
    assert (begun.undo_until, begun.scheduled_at) == (None, None)


def test_taken_back_it_is_the_draft_that_it_was(maria: Client, world: World, settings: Settings) -> None:
    campaign = draft(world.acme)
    press(maria, campaign)
    answer = maria.post(address(campaign, "undo"))
    assert answer.headers["Location"] == address(campaign, "review")
    back = fresh(campaign)
    assert (back.state, back.attestation, back.scheduled_at, back.undo_until) == (
        State.DRAFT,
        None,
        None,
        None,
    )
    later(settings, 60)
    advance()
    assert not Message.objects.of(world.acme.workspace).exists()
    press(maria, back)
    assert fresh(campaign).state == State.SCHEDULED


def test_too_late_is_said_and_changes_nothing(maria: Client, world: World, settings: Settings) -> None:
    campaign = draft(world.acme)
    press(maria, campaign)
    later(settings, 60)
    advance()
    answer = maria.post(address(campaign, "undo"))
    assert "It is on its way already" in words(maria.get(answer.headers["Location"]))  # type: ignore[arg-type]
    assert fresh(campaign).state in (State.EXPANDING, State.SENDING)


def test_a_planned_campaign_is_changed_not_undone(maria: Client, world: World) -> None:
    at = clock.now() + timedelta(hours=2)
    campaign = draft(world.acme, scheduled_at=at)
    press(maria, campaign)
    assert fresh(campaign).undo_until is None
    with pytest.raises(TooLateToUndo):
        actions.undo(fresh(campaign), "Maria")
    assert fresh(campaign).scheduled_at == at


def test_who_edits_meanwhile_takes_it_back_too(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    press(maria, campaign)
    actions.edit(fresh(campaign), {"body": "Another text"})
    back = fresh(campaign)
    assert (back.state, back.scheduled_at, back.undo_until) == (State.DRAFT, None, None)


def test_who_plans_it_meanwhile_keeps_the_plan(maria: Client, world: World) -> None:
    campaign, at = draft(world.acme), clock.now() + timedelta(hours=2)
    press(maria, campaign)
    actions.edit(fresh(campaign), {"scheduled_at": at})
    planned = fresh(campaign)
    assert (planned.state, planned.scheduled_at, planned.undo_until) == (State.DRAFT, at, None)


def test_who_only_looks_may_not(victor: Client, maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    press(maria, campaign)
    assert victor.post(address(campaign, "undo")).status_code == 403
    assert "do-undo" not in page(victor, campaign)
    assert fresh(campaign).state == State.SCHEDULED


def test_bob_takes_back_nothing_of_alices(world: World, maria: Client) -> None:
    campaign = draft(world.acme)
    press(maria, campaign)
    bob = Client()
    bob.force_login(world.bob)
    assert bob.post(address(campaign, "undo")).status_code == 404
    assert fresh(campaign).state == State.SCHEDULED
