"""Alice sees whom her programs are told by, what came of it, and tells it again."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from apps.common import clock
from apps.webhooks.models import Delivery, Subscription, Try
from tests.dashboard.conftest import browser
from tests.world import World

PAGE = "/dashboard/developers/webhooks"
GIVEN = {"url": "https://shop.example/hook", "description": "Shop", "events": ["v1:message.delivered"]}


@pytest.fixture(autouse=True)
def _outside(settings: Settings) -> None:
    settings.WEBHOOKS_MAY_STAY_INSIDE = False


@pytest.fixture
def alice(world: World) -> Client:
    return browser(world.alice)


@pytest.fixture
def hook(alice: Client, world: World) -> Subscription:
    assert alice.post(PAGE, GIVEN).status_code == 200
    return Subscription.objects.of(world.acme.workspace).get()


def failed(hook: Subscription) -> Delivery:
    now = clock.now()
    made: Delivery = Delivery.objects.create(
        workspace=hook.workspace,
        subscription=hook,
        event_ref="evt_1",
        name="message.delivered",
        body='{"a": 1}',
        state="failed",
        tries=9,
        status=500,
        give_up_at=now + timedelta(hours=1),
        ended_at=now,
    )
    Try.objects.create(workspace=hook.workspace, delivery=made, number=9, ms=12, status=500, answer="sorry")
    return made


def test_the_secret_is_shown_once(alice: Client, world: World) -> None:
    page = alice.post(PAGE, GIVEN).content.decode()
    assert re.search(r"whsec_[0-9a-f]{48}", page)
    hook = Subscription.objects.of(world.acme.workspace).get()
    assert (hook.dialect, hook.events, hook.created_by) == ("v1", ["message.delivered"], world.alice)
    for address in (PAGE, f"{PAGE}/{hook.public_id}"):
        assert "whsec_" not in alice.get(address).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"url": "http://shop.example"}, "needs https://"),
        ({"url": "https://10.0.0.1/"}, "leads to a place inside"),
        ({"events": []}, "This field is required"),
        ({"events": ["v1:message.eaten"]}, "is not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(alice: Client, given: dict[str, object], said: str) -> None:
    answer = alice.post(PAGE, {**GIVEN, **given})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Subscription.everywhere.exists()


def test_a_delivery_is_read_and_sent_again(alice: Client, hook: Subscription) -> None:
    row = failed(hook)
    page = alice.get(f"{PAGE}/{hook.public_id}/deliveries/{row.public_id}").content.decode()
    assert "sorry" in page
    alice.post(f"{PAGE}/{hook.public_id}/replay", {"delivery": row.public_id})
    again = Delivery.objects.of(hook.workspace_id).exclude(pk=row.pk).get()
    assert (again.replay_of, again.body, again.event_ref) == (row, row.body, "evt_1")


def test_all_that_was_given_up_is_sent_again(alice: Client, hook: Subscription) -> None:
    failed(hook)
    failed(hook)
    alice.post(f"{PAGE}/{hook.public_id}/replay")
    assert Delivery.objects.of(hook.workspace_id).filter(state="waiting").count() == 2


def test_it_is_switched_off_and_on_rotated_tested_and_removed(alice: Client, hook: Subscription) -> None:
    def state() -> str:
        return Subscription.objects.of(hook.workspace_id).get(pk=hook.pk).state

    address = f"{PAGE}/{hook.public_id}"
    alice.post(f"{address}/switch", {"on": "no"})
    assert state() == "disabled"
    alice.post(f"{address}/switch", {"on": "yes"})
    assert state() == "enabled"
    assert "whsec_" in alice.post(f"{address}/rotate").content.decode()
    alice.post(f"{address}/test")
    assert Delivery.objects.of(hook.workspace_id).get().event_ref.startswith("evt_test_")
    alice.post(f"{address}/remove")
    assert state() == "gone"


def test_bob_and_those_who_do_not_manage_see_nothing(bob: Client, maria: Client, hook: Subscription) -> None:
    address = f"{PAGE}/{hook.public_id}"
    assert bob.get(address).status_code == 404
    assert {maria.get(one).status_code for one in (PAGE, address)} == {403}
    assert maria.post(f"{address}/remove").status_code == 403
