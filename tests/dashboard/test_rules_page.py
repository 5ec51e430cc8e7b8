"""Compliance, Rules: Alice tries stricter rules on last month before she saves them."""

from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import Workspace
from apps.messaging.hindsight import actions
from apps.messaging.hindsight.models import Trial
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.dashboard.conftest import browser
from tests.world import World

PAGE, TRY = "/dashboard/compliance/rules", "/dashboard/compliance/rules/try"
WHOLE: dict[str, Any] = {"whole": "on", "regions": ["US", "CA", "GB", "IL", "ZA"]}


@pytest.fixture
def alice(world: World) -> Client:
    return browser(world.alice)


def test_the_page_shows_the_law_and_what_holds(world: World, alice: Client) -> None:
    page = alice.get(PAGE).content.decode()
    assert "US-FL" in page and "Try on last month" in page


def test_a_viewer_reads_the_law_and_tries_nothing(world: World, victor: Client) -> None:
    page = victor.get(PAGE)
    assert page.status_code == 200 and b"Try on last month" not in page.content
    assert victor.post(TRY, WHOLE).status_code == 403


def test_trying_says_what_was_tried_and_saves_nothing(world: World, alice: Client) -> None:
    answer = alice.post(TRY, {**WHOLE, "regions": ["US"], "cap_per_day": "1"}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Texts to one person in 24 hours" in page and "Countries" in page
    saved = Workspace.objects.get(pk=world.acme.workspace.pk)
    assert saved.cap_per_day is None and "CA" in saved.regions


def test_the_sending_rules_post_what_is_about_to_be_saved(world: World, alice: Client) -> None:
    page = alice.get("/dashboard/settings/sending-rules").content.decode()
    assert f'formaction="{TRY}"' in page
    fields = {
        "limited": "on",
        "mon_from": "09:00",
        "mon_to": "17:00",
        "footer_days": "30",
        "cap_per_week": "2",
    }
    alice.post(TRY, fields)
    wish = Trial.objects.of(world.acme.workspace).get().wish
    assert wish["settings"] == {"cap_per_day": None, "cap_per_week": 2, "open_hours": {"mon": "09:00-17:00"}}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"regions": []}, "at least one country"),
        ({"place": "US-FL"}, "Say what the rule asks for"),
        ({"place": "US-FL", "rule_from": "09:00"}, "both, or neither"),
        ({"place": "US-FL", "rule_from": "17:00", "rule_to": "09:00"}, "ends after it begins"),
        ({"place": "Narnia", "rule_cap": "1", "rule_hours": "24"}, "Narnia"),
        ({"limited": "on"}, "at least one day"),
    ],
)
def test_what_cannot_be_tried_is_said_at_the_field(
    world: World, alice: Client, typed: dict[str, Any], told: str
) -> None:
    answer = alice.post(TRY, {**WHOLE, **typed})
    assert answer.status_code == 422 and told in answer.content.decode()
    assert not Trial.objects.of(world.acme.workspace).exists()


def test_a_large_question_shows_its_progress(world: World, alice: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", -1)
    answer = alice.post(TRY, WHOLE, follow=True)
    assert b"Under way" in answer.content and b"every 1s" in answer.content
    trial = Trial.objects.of(world.acme.workspace).get()
    actions.run(trial)
    part = alice.get(f"{PAGE}/trials/{trial.public_id}", headers={"HX-Request": "true"}).content
    assert b"every 1s" not in part and b"<html" not in part


def test_bobs_trial_is_unknown_to_alice(world: World, alice: Client, bob: Client) -> None:
    bob.post(TRY, WHOLE)
    trial = Trial.objects.of(world.bobco.workspace).get()
    assert bob.get(f"{PAGE}/trials/{trial.public_id}").status_code == 200
    assert alice.get(f"{PAGE}/trials/{trial.public_id}").status_code == 404
