"""Safety: what stops a campaign by itself, and how long texts are kept."""

import pytest
from django.test import Client

from apps.campaigns import breaker
from apps.messaging.retention import forgetting, sweeping
from tests.dashboard.conftest import browser
from tests.world import World

PAGE = "/dashboard/settings/safety"
GOOD = {
    "sample": "300",
    "failures": "10",
    "opt_outs": "2",
    "canary": "50",
    "canary_wait": "30",
    "undo_seconds": "60",
    "days": "365",
    "decision_days": "90",
}


def test_adam_sets_the_limits(world: World) -> None:
    adam = browser(world.adam)
    assert 'value="200"' in adam.get(PAGE).content.decode()
    assert adam.post(PAGE, GOOD).status_code == 302
    guard = breaker.guard_of(world.acme.workspace)
    assert (guard.sample, guard.failures, guard.opt_outs) == (300, 10, 2)
    assert (guard.canary, guard.canary_wait) == (50, 30)
    assert guard.undo_seconds == 60
    assert sweeping.days_of(world.acme.workspace) == 365
    assert forgetting.days_of(world.acme.workspace) == 90
    assert breaker.guard_of(world.bobco.workspace).sample == 200
    adam.post(PAGE, {**GOOD, "days": ""})
    assert sweeping.days_of(world.acme.workspace) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"sample": "5"},
        {"failures": "101"},
        {"opt_outs": "x"},
        {"canary": "1001"},
        {"canary_wait": "4"},
        {"undo_seconds": "301"},
        {"days": "7"},
        {"decision_days": "7"},
        {"failures": ""},
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_kept(world: World, wrong: dict[str, str]) -> None:
    answer = browser(world.adam).post(PAGE, GOOD | wrong)
    assert answer.status_code == 422 and "errorlist" in answer.content.decode()
    assert breaker.guard_of(world.acme.workspace).sample == 200
    assert sweeping.days_of(world.acme.workspace) is None


def test_victor_and_maria_may_not(victor: Client, world: World) -> None:
    assert victor.get(PAGE).status_code == 403
    assert browser(world.maria).post(PAGE, GOOD).status_code == 403
