"""An app that asks without end is told to wait; other apps, and the same app elsewhere, are not."""

import pytest
from django.test import Client
from pytest_django import Settings

from apps.connect import limits
from tests.clockface import DAYTIME, set_clock
from tests.connect.conftest import REVOKE, TOKEN, App, registered
from tests.world import World

HERE, ELSEWHERE = "198.51.100.7", "198.51.100.8"


@pytest.fixture(autouse=True)
def _few(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(settings, DAYTIME)
    monkeypatch.setattr(limits, "BY_APP", 3)
    monkeypatch.setattr(limits, "BY_ADDRESS", 6)


def asked(app: App, where: str = HERE, address: str = TOKEN) -> int:
    fields = app.fields(grant_type="refresh_token", refresh_token="rtk_guessed", token="rtk_guessed")
    return Client().post(address, fields, REMOTE_ADDR=where).status_code


@pytest.mark.parametrize("address", [TOKEN, REVOKE])
def test_the_fourth_time_is_too_often_for_this_app_from_here(app: App, address: str) -> None:
    other = registered("Other")
    assert 429 not in [asked(app, address=address) for _ in range(3)]
    assert asked(app, address=address) == 429
    assert 429 not in (asked(other, address=address), asked(app, ELSEWHERE, address))


def test_made_up_names_do_not_help(app: App) -> None:
    made_up = [App(f"nobody-{n}", "guess") for n in range(7)]
    assert [asked(one) for one in made_up] == [401] * 6 + [429]


def test_the_answer_is_the_contracts_and_its_time_is_right(app: App, settings: Settings) -> None:
    answers = [
        Client().post(TOKEN, app.fields(grant_type="refresh_token"), REMOTE_ADDR=HERE) for _ in range(4)
    ]
    assert answers[3].json() == {"success": False, "error": "Too many requests"}
    seconds = int(answers[3]["Retry-After"])
    assert 0 < seconds <= 60 and answers[3]["Content-Type"] == "application/json"
    settings.CLOCK_SHIFT += seconds
    assert asked(app) == 400
