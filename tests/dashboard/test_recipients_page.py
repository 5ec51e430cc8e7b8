"""The people of a campaign: found by what became of them, by reason and by number; as a file, too."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.campaigns.models import Campaign
from apps.common import clock
from apps.contacts import actions as contacts
from apps.messaging.states import State
from tests.campaigns.launches import gone, put, text_of
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.world import World, consenting

pytestmark = pytest.mark.usefixtures("daytime")


@pytest.fixture
def campaign(world: World) -> Campaign:
    """Charlie has it, Dana is skipped, Erin waits."""
    contacts.set_dnd(world.dana, True)
    campaign = gone(world.acme)
    put(text_of(campaign, world.charlie), State.DELIVERED, sent_at=clock.now(), delivered_at=clock.now())
    put(
        text_of(campaign, world.erin),
        State.QUEUED,
        not_before=clock.now() + timedelta(hours=3),
        held_by="quiet_hours",
    )
    return campaign


def names(client: Client, campaign: Campaign, query: str = "") -> list[str]:
    answer = client.get(f"/dashboard/campaigns/{campaign.public_id}/people{query}")
    assert answer.status_code == 200
    return re.findall(r">(Charlie|Dana|Erin|Zoe|P\d+)</a>", answer.content.decode())


def lines(client: Client, campaign: Campaign, query: str = "") -> list[list[str]]:
    answer = client.get(f"/dashboard/campaigns/{campaign.public_id}/people.csv{query}")
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Charlie", "Dana", "Erin"]),
        ("?place=delivered", ["Charlie"]),
        ("?place=skipped", ["Dana"]),
        ("?rule=dnd", ["Dana"]),
        ("?rule=consent", []),
        ("?place=held", ["Erin"]),
        ("?place=queued", []),
        ("?place=nonsense", ["Charlie", "Dana", "Erin"]),
        ("?q=(415)+555-2001", ["Charlie"]),
        ("?q=52003", ["Erin"]),
        ("?q=charlie", ["Charlie"]),
        ("?q=%00", ["Charlie", "Dana", "Erin"]),
        ("?after=99999999999999999999", ["Charlie", "Dana", "Erin"]),
    ],
)
def test_people_are_found(victor: Client, campaign: Campaign, query: str, found: list[str]) -> None:
    assert names(victor, campaign, query) == found


def test_pages_hold_everybody_once(maria: Client, world: World) -> None:
    for number in range(60):
        consenting(world.acme.workspace, f"P{number}", f"+141555530{number:02}")
    campaign = gone(world.acme)
    first = names(maria, campaign)
    answer = maria.get(f"/dashboard/campaigns/{campaign.public_id}/people")
    rest = names(maria, campaign, f"?{answer.context['page'].next}")
    assert len(first) == 50
    assert len(set(first) | set(rest)) == len(first) + len(rest) == 63


def test_a_page_costs_the_same_for_three_and_for_fifty(
    maria: Client, world: World, campaign: Campaign
) -> None:
    def asked(one: Campaign) -> int:
        with CaptureQueriesContext(connection) as seen:
            names(maria, one)
        return len(seen)

    asked(campaign)
    few = asked(campaign)
    for number in range(60):
        consenting(world.acme.workspace, f"P{number}", f"+141555530{number:02}")
    assert asked(gone(world.acme)) <= few + 1 <= 18  # one more: the count, which a lone page does not need


def test_the_file_has_every_reason_and_is_safe_to_open(
    maria: Client, world: World, campaign: Campaign
) -> None:
    contacts.update(world.charlie, {"first_name": "=HYPERLINK(1)"})
    heading, *people = lines(maria, campaign)
    assert heading[:5] == ["phone", "first name", "last name", "outcome", "reason"]
    assert [one[3] for one in people] == ["Delivered", "Skipped", "Held"]
    assert people[0][1] == "'=HYPERLINK(1)"
    assert people[1][4] == "Do not disturb is set on the contact."
    assert len(lines(maria, campaign, "?place=skipped")) == 2
