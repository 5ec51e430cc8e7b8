"""The page of planned texts."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from apps.accounts.models import User
from apps.compliance.actions import Witness
from apps.contacts.models import Contact
from apps.messaging.actions import Single
from apps.messaging.models import Message, Scheduled
from apps.messaging.scheduled import actions
from tests.clockface import DAYTIME, daytime  # noqa: F401 - a fixture
from tests.world import Tenant, World

PAGE = "/dashboard/scheduled"


def planned(tenant: Tenant, contact: Contact, body: str = "See you soon") -> Scheduled:
    single = Single(contact.phone, body, attested="They agreed.")
    at = DAYTIME + timedelta(hours=1)
    return actions.plan(tenant.workspace, single, at, Witness("rsms_a1b2"), "key_x")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def _(daytime: datetime) -> None:  # noqa: F811
    """All of it by day."""


def test_maria_sees_what_is_planned_and_calls_one_off(world: World) -> None:
    row = planned(world.acme, world.charlie)
    maria = browser(world.maria)
    page = maria.get(PAGE).content.decode()
    assert "See you soon" in page
    assert "rsms_a1b2" in page
    cancel = f"{PAGE}/{row.public_id}/cancel"
    assert "Cancel the text to" in maria.get(cancel).content.decode()
    row.refresh_from_db()
    assert row.state == "scheduled"
    answer = maria.post(cancel, follow=True).content.decode()
    assert "called off" in answer
    assert "See you soon" not in answer
    row.refresh_from_db()
    assert row.state == "canceled"


def test_what_failed_says_why_and_what_went_out_cannot_be_called_off(world: World) -> None:
    row = planned(world.acme, world.charlie)
    actions.turn(row.pk)
    assert Message.everywhere.count() == 1
    answer = browser(world.maria).post(f"{PAGE}/{row.public_id}/cancel", follow=True)
    assert "no longer planned" in answer.content.decode()
    Scheduled.everywhere.update(state="failed", error_text="The recipient has opted out.")
    assert "The recipient has opted out." in browser(world.maria).get(PAGE).content.decode()


def test_one_that_is_tried_again_says_so(world: World, settings: Settings) -> None:
    planned(world.acme, world.charlie)
    Scheduled.everywhere.update(tries=2, error_text="Not enough credits.")
    assert "Tried 2 times: Not enough credits." in browser(world.maria).get(PAGE).content.decode()


def test_victor_only_looks_and_bob_sees_nothing(world: World) -> None:
    row = planned(world.acme, world.charlie)
    assert "/cancel" not in browser(world.victor).get(PAGE).content.decode()
    assert browser(world.victor).post(f"{PAGE}/{row.public_id}/cancel").status_code == 403
    assert "See you soon" not in browser(world.bob).get(PAGE).content.decode()
    assert browser(world.bob).post(f"{PAGE}/{row.public_id}/cancel").status_code == 404
    row.refresh_from_db()
    assert row.state == "scheduled"
