"""The page of a workspace's own sending rules."""

from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import Workspace
from tests.dashboard.test_workspaces_page import alice  # noqa: F401 - a fixture
from tests.world import World

PAGE = "/dashboard/settings/sending-rules"
LEAST = {"footer_days": "30"}


def rules(workspace: Workspace) -> tuple[Any, ...]:
    workspace.refresh_from_db()
    one = workspace
    return (one.open_hours, one.cap_per_day, one.cap_per_week, one.footer_days, one.dnc_checked)


def test_alice_saves_her_rules_for_both_twins(alice: Client, world: World) -> None:  # noqa: F811
    given = {
        "limited": "on",
        "mon_from": "09:00",
        "mon_to": "17:30",
        "sat_from": "10:00",
        "sat_to": "00:00",
        "cap_per_day": "1",
        "cap_per_week": "3",
        "footer_days": "0",
        "dnc_checked": "on",
    }
    assert alice.post(PAGE, given).status_code == 302
    expected = ({"mon": "09:00-17:30", "sat": "10:00-24:00"}, 1, 3, 0, True)
    assert rules(world.acme.workspace) == rules(world.acme.workspace.sandbox) == expected
    page = alice.get(PAGE).content.decode()
    assert 'value="09:00"' in page and 'value="17:30"' in page and "No list is loaded" in page
    assert rules(world.bobco.workspace) == ({}, None, None, 30, False)


def test_unticking_open_hours_opens_all_day(alice: Client, world: World) -> None:  # noqa: F811
    alice.post(PAGE, {**LEAST, "limited": "on", "mon_from": "09:00", "mon_to": "17:00"})
    alice.post(PAGE, {**LEAST, "mon_from": "09:00", "mon_to": "17:00"})
    assert rules(world.acme.workspace) == ({}, None, None, 30, False)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"limited": "on"}, "Give at least one day its hours."),
        ({"limited": "on", "tue_from": "09:00"}, "A day has both, or neither."),
        ({"limited": "on", "tue_from": "17:00", "tue_to": "09:00"}, "It ends after it begins, on one day."),
        ({"limited": "on", "tue_from": "nine", "tue_to": "17:00"}, "Enter a valid time."),
        ({"cap_per_day": "0"}, "greater than or equal to 1"),
        ({"cap_per_week": "many"}, "Enter a whole number."),
        ({"footer_days": ""}, "This field is required."),
        ({"footer_days": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(
    alice: Client,  # noqa: F811
    world: World,
    given: dict[str, str],
    problem: str,
) -> None:
    answer = alice.post(PAGE, {**LEAST, **given})
    assert answer.status_code == 422 and problem in answer.content.decode()
    assert rules(world.acme.workspace) == ({}, None, None, 30, False)


def test_maria_may_not_change_them(world: World) -> None:
    client = Client()
    client.force_login(world.maria)
    assert client.post(PAGE, LEAST).status_code == 403
    assert client.get(PAGE).status_code == 403
