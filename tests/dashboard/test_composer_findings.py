"""What a text's writer is told about its fields, on the step where it is written and on the last one."""

from types import SimpleNamespace

import pytest
from django.test import Client

from apps.campaigns import tally
from apps.campaigns.models import Campaign
from apps.contacts import actions as contacts
from apps.dashboard.composer.summary import summary
from apps.messaging.states import State
from tests.campaigns.launches import draft, fresh, gone, put, text_of
from tests.clockface import DAYTIME, daytime  # noqa: F401 - a fixture
from tests.dashboard.test_campaign_page import finish
from tests.dashboard.test_composer_pages import address, by_hand, post, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")
STEPS = ("message", "review")


def seen(client: Client, campaign: Campaign, step: str) -> str:
    return words(client.get(address(campaign, step)))  # type: ignore[arg-type]


@pytest.mark.parametrize("step", STEPS)
def test_a_field_that_nobody_has_is_named(maria: Client, world: World, step: str) -> None:
    campaign = draft(world.acme, body="Hi {frist_name}! Reply STOP to opt out.")
    assert "There is no such field: frist_name" in seen(maria, campaign, step)


@pytest.mark.parametrize("step", STEPS)
def test_an_attribute_of_one_contact_is_a_field(maria: Client, world: World, step: str) -> None:
    contacts.update(world.dana, {"attributes": {"Shoe size": "38"}}, actor="maria")
    campaign = draft(world.acme, body="{shoe size}, {last_name}! Reply STOP to opt out.")
    shown = seen(maria, campaign, step)
    assert "There is no such field" not in shown
    assert "3 without last_name" in shown


@pytest.mark.parametrize("step", STEPS)
def test_an_open_brace_is_pointed_at(maria: Client, world: World, step: str) -> None:
    campaign = draft(world.acme, body="Hi {first_name, " + "sale today and tomorrow, " * 4 + "STOP ends it.")
    assert "A brace is not closed: {first_name" in seen(maria, campaign, step)
    campaign = draft(world.acme, body='Hi {first_name}, {"a":1} stays text. STOP ends it.')
    assert "A brace is not closed" not in seen(maria, campaign, step)


def test_the_review_says_too_that_the_text_names_no_way_out(maria: Client, world: World) -> None:
    by_hand(world)
    assert "It does not say how to leave" in seen(maria, draft(world.acme, body="Sale!"), "review")


def test_an_error_goes_when_the_form_is_saved_again(maria: Client, world: World) -> None:
    wrong = maria.post("/dashboard/campaigns/new", {"name": "", "everybody": ""})
    assert "Give the campaign a name." in words(wrong)  # type: ignore[arg-type]
    named = maria.post("/dashboard/campaigns/new", {"name": "Sale"})
    assert "Give the campaign a name." not in words(named)  # type: ignore[arg-type]
    assert 'class="errorlist"' in words(named)  # type: ignore[arg-type]
    campaign = draft(world.acme, body="")
    assert post(maria, campaign, "message", body="").status_code == 422
    assert post(maria, fresh(campaign), "message", body="Sale").status_code == 302
    assert "Write a text first." not in seen(maria, campaign, "message")


@pytest.mark.parametrize(("counts", "whole"), [([1, 1, 1], 100), ([667, 1333], 2_547), ([5, 0, 2], 7)])
def test_parts_of_an_estimate_sum_to_the_number_shown(counts: list[int], whole: int) -> None:
    found = tally.shares(counts, whole)
    assert sum(found) == whole
    assert all(abs(part - count * whole / sum(counts)) < 1 for part, count in zip(found, counts, strict=True))


def test_a_scaled_estimate_sums_up(world: World) -> None:
    campaign = draft(world.acme)
    counted = tally.Tally(SimpleNamespace(body=campaign.body))  # type: ignore[arg-type]
    counted.seen, counted.now, counted.held, counted.credits = 3, 1, 1, 3
    counted.parts.update({1: 1, 2: 1})
    counted.skipped["They opted out."] = 1
    scaled = counted.result(1_000)
    assert scaled.now + scaled.held + sum(scaled.skipped.values()) == 1_000
    assert sum(scaled.parts.values()) == scaled.reached
    assert scaled.credits == scaled.parts[1] + 2 * scaled.parts[2]


def test_the_guess_knows_that_a_campaign_has_gone_out(maria: Client, world: World) -> None:
    assert "until a campaign of yours has gone out" in seen(maria, draft(world.acme), "review")
    before = gone(world.acme)
    put(text_of(before, world.charlie), State.DELIVERED, sent_at=DAYTIME)
    finish(before)
    shown = seen(maria, draft(world.acme), "review")
    assert "until a campaign of yours has gone out" not in shown
    assert "no campaign so far was large enough to measure" in shown
    assert summary(draft(world.acme)).has_sent
