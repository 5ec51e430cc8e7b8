"""The table of campaigns."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.campaigns import actions
from apps.common import clock
from apps.messaging.states import State
from tests.campaigns.launches import draft, gone, launch, put, text_of
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.world import World

PAGE = "/dashboard/campaigns"
pytestmark = pytest.mark.usefixtures("daytime")


def text(client: Client, query: str = "") -> str:
    answer = client.get(f"{PAGE}{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_an_empty_workspace_is_told_what_campaigns_are(maria: Client, victor: Client) -> None:
    assert "Send your first campaign" in text(maria)
    assert "No campaigns yet" in text(victor)


def test_every_campaign_stands_with_its_true_numbers(maria: Client, world: World) -> None:
    campaign = gone(world.acme, name="Autumn sale")
    put(text_of(campaign, world.charlie), State.DELIVERED, sent_at=clock.now())
    page = text(maria)
    assert "Autumn sale" in page
    assert "1 delivered, 0 without a receipt, 0 held, 0 skipped, 0 failed, of 3" in page


def test_filters_narrow_by_state(maria: Client, world: World) -> None:
    draft(world.acme, name="A sketch")
    launch(draft(world.acme, name="Later"), at=clock.now() + timedelta(days=1))
    actions.pause(gone(world.acme, name="Halted"), "maria")
    for state, shown in (("draft", "A sketch"), ("scheduled", "Later"), ("paused", "Halted")):
        page = text(maria, f"?state={state}")
        assert [name for name in ("A sketch", "Later", "Halted") if name in page] == [shown]
    assert "None in this state" in text(maria, "?state=done")
    assert "A sketch" in text(maria, "?state=nonsense")


def test_nothing_of_bobco_is_shown(maria: Client, world: World) -> None:
    draft(world.bobco, name="Secret of Bob")
    assert "Secret of Bob" not in text(maria)


def test_twenty_campaigns_cost_the_queries_of_one(maria: Client, world: World) -> None:
    gone(world.acme)
    maria.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        maria.get(PAGE)
    for _ in range(19):
        gone(world.acme)
    with CaptureQueriesContext(connection) as twenty:
        maria.get(PAGE)
    assert len(twenty) == len(one) <= 15


def test_older_campaigns_are_a_page_further(maria: Client, world: World) -> None:
    for number in range(21):
        draft(world.acme, name=f"Campaign {number:02}")
    assert "Campaign 00" not in text(maria)
    last = maria.get(PAGE).context["page"].next
    assert "Campaign 00" in text(maria, f"?{last}")
