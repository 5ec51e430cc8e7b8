"""The dry run of a campaign on its page: run, read, and held against the launch."""

import csv
import io

import pytest
from django.test import Client

from apps.campaigns.dry_run import actions, tasks
from apps.campaigns.dry_run.models import DryRun
from apps.campaigns.models import Campaign
from apps.contacts import actions as contacts
from tests.campaigns.launches import draft, expand, launch
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")


def address(campaign: Campaign, rest: str = "") -> str:
    return f"/dashboard/campaigns/{campaign.public_id}/dry-run{rest}"


@pytest.fixture
def campaign(world: World) -> Campaign:
    """Dana may not be texted; nobody has a tier."""
    contacts.set_dnd(world.dana, True)
    return draft(world.acme, body="Hi {first_name}, {tier} things. Reply STOP to opt out.")


def test_maria_runs_it_and_reads_who_is_left_out(maria: Client, campaign: Campaign) -> None:
    assert "Not run yet" in maria.get(address(campaign)).content.decode()
    assert maria.post(address(campaign, "/start")).status_code == 302
    page = maria.get(address(campaign)).content.decode()
    assert "Do not disturb is set on the contact." in page
    assert "2 credits, exactly" in page
    assert "America/Los_Angeles" in page
    assert DryRun.objects.of(campaign.workspace).get().digest in page


@pytest.mark.parametrize(
    ("query", "found"), [("", 3), ("?rule=dnd", 1), ("?gap=tier", 2), ("?gap=nothing", 0), ("?rule=%00", 3)]
)
def test_each_number_leads_to_its_people(maria: Client, campaign: Campaign, query: str, found: int) -> None:
    maria.post(address(campaign, "/start"))
    assert len(maria.get(address(campaign, f"/people{query}")).context["rows"]) == found
    answer = maria.get(address(campaign, f"/people.csv{query}"))
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert len(lines) == found + 1


def test_after_the_launch_it_says_that_it_came_true(maria: Client, campaign: Campaign) -> None:
    maria.post(address(campaign, "/start"))
    expand(launch(campaign))
    tasks.advance()
    assert "It came true" in maria.get(address(campaign)).content.decode()
    assert "it came true" in maria.get(f"/dashboard/campaigns/{campaign.public_id}").content.decode()


def test_or_who_came_otherwise(maria: Client, world: World, campaign: Campaign) -> None:
    maria.post(address(campaign, "/start"))
    contacts.set_dnd(world.erin, True)
    expand(launch(campaign))
    tasks.advance()
    page = maria.get(address(campaign)).content.decode()
    assert "1 came otherwise" in page
    assert "skipped: dnd" in page


def test_a_large_one_shows_how_far_it_is_and_is_stopped(
    maria: Client, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "AT_ONCE_SECONDS", 0.0)
    maria.post(address(campaign, "/start"))
    assert "Under way" in maria.get(address(campaign)).content.decode()
    assert maria.get(address(campaign, "/people")).url == address(campaign)  # type: ignore[attr-defined]
    maria.post(address(campaign, "/stop"))
    assert "Not run yet" in maria.get(address(campaign)).content.decode()


def test_of_nobody_it_says_why_not(maria: Client, world: World) -> None:
    empty = draft(world.acme, audience={})
    answer = maria.post(address(empty, "/start"), follow=True)
    assert "Nobody is in this audience" in answer.content.decode()


def test_a_viewer_reads_and_does_not_run(victor: Client, campaign: Campaign) -> None:
    assert victor.get(address(campaign)).status_code == 200
    assert victor.post(address(campaign, "/start")).status_code == 403
