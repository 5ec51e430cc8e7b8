"""The whole life of one text, and of one delivery, on one page of the admin."""

import html
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import Settings

from apps.accounts.models import User
from apps.carriers.models import Callback
from apps.common import clock
from apps.compliance.decision_models import Decision
from apps.messaging import receipts
from apps.messaging.models import Attempt, Message
from apps.webhooks import actions, fanning
from apps.webhooks.models import Delivery, Subscription, Try
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.messaging.orders import queued
from tests.world import PASSWORD, World

pytestmark = pytest.mark.usefixtures("daytime")


@pytest.fixture
def root(world: World) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root@house.example", PASSWORD))
    return client


@pytest.fixture
def text(world: World) -> Message:
    """A text to Charlie that the carrier took and delivered, and told so in a post with others."""
    row = queued(world.acme, world.charlie, kind=Message.Kind.DIRECT, origin="alice@acme.example")
    now = clock.now()
    Message.everywhere.filter(pk=row.pk).update(
        state="sent", carrier_ref="v-77", attempted_at=now, sent_at=now, attempts=2
    )
    Attempt.everywhere.create(
        workspace=world.acme.workspace, message=row, number=1, outcome="retry", text="Slow down", code="429"
    )
    said = [{"reference": row.public_id, "id": "v-77", "status": "delivered"}]
    account = world.acme.sender.carrier
    query = f"token={account.callback_token}"
    body = orjson.dumps({"receipts": said})
    Callback.objects.create(account=account, body=body, query=query, received_at=now)
    Callback.objects.create(account=account, body=b'{"receipts": []}', query=query, received_at=now)
    Callback.objects.create(account=world.bobco.sender.carrier, body=body, received_at=now)
    receipts.apply_waiting()
    row.refresh_from_db()
    return row


@pytest.fixture
def hook(world: World, settings: Settings) -> Subscription:
    settings.WEBHOOKS_MAY_STAY_INSIDE = True
    names = ["message.delivered"]
    return actions.subscribe(world.acme.workspace, "v1", "http://127.0.0.1:9/hook", names, by=world.alice)


def page(client: Client, address: str) -> str:
    return html.unescape(client.get(address).content.decode())


def test_the_whole_life_is_on_one_page(root: Client, world: World, hook: Subscription, text: Message) -> None:
    fanning.fan_out()
    Decision.everywhere.create(
        workspace=world.acme.workspace,
        phone=text.phone,
        about=text.public_id,
        kind="direct",
        stage="carrier",
        outcome="held",
        rule="open_hours",
        reason="Acme was closed",
        ruleset="2026-11",
    )
    shown = page(root, f"/admin/inspect/texts/{text.public_id}/")
    for word in (
        *(
            "Hi Charlie, sale today",
            "alice@acme.example",
            world.acme.sender.address,
            "v-77",
            "Delivered",
            "Opted in",
        ),
        *(
            "Every gate let it pass",
            "The carrier took it",
            "The handset has it",
            "Slow down",
            "Acme was closed",
        ),
        *(
            '"status":"delivered"',
            "Applied",
            "token=•••",
            "message.delivered",
            "http://127.0.0.1:9/hook",
            "-1",
        ),
    ):
        assert word in shown, word
    assert world.acme.sender.carrier.callback_token not in shown


def test_only_posts_of_its_own_account_that_name_it(root: Client, text: Message) -> None:
    posts = root.get(f"/admin/inspect/texts/{text.public_id}/").context["posts"]
    assert [one.callback.account_id for one in posts] == [text.sender.carrier_id]


def test_a_post_that_names_it_in_the_query_is_found(root: Client, text: Message) -> None:
    """Kannel posts no body: our id stands in the address."""
    account = text.sender.carrier
    Callback.objects.create(account=account, body=b"", query=f"id={text.public_id}&type=1")
    posts = root.get(f"/admin/inspect/texts/{text.public_id}/").context["posts"]
    assert [one.query for one in posts][-1] == f"id={text.public_id}&type=1"


@pytest.mark.parametrize("asked", ["{id}", "v-77", " {id} "])
def test_what_is_one_is_opened(root: Client, text: Message, asked: str) -> None:
    answer = root.get("/admin/inspect/", {"q": asked.format(id=text.public_id)})
    assert answer.url == f"/admin/inspect/texts/{text.public_id}/"


@pytest.mark.parametrize("number", ["+14155552001", "1 (415) 555-2001", "14155552001"])
def test_a_number_finds_its_texts_in_every_workspace(
    root: Client, world: World, text: Message, number: str
) -> None:
    other = queued(world.bobco, world.bobco.contacts["Charlie"])
    assert list(root.get("/admin/inspect/", {"q": number}).context["found"]) == [other, text]


NOTHING = ["", "x", "%", "msg_", "msg_" + "0" * 26, "dlv_" + "0" * 26, "+1415555", "\x00", "9" * 300, "ü"]


@pytest.mark.parametrize("asked", NOTHING)
def test_nonsense_finds_nothing_and_says_so(root: Client, text: Message, asked: str) -> None:
    answer = root.get("/admin/inspect/", {"q": asked})
    assert (answer.status_code, answer.context["found"]) == (200, [])
    for kind in ("texts", "deliveries"):
        assert root.get(f"/admin/inspect/{kind}/{asked or 'x'}/").status_code == 404


def test_a_refunded_text_shows_both_entries(root: Client, world: World) -> None:
    from apps.messaging import queue
    from apps.messaging.states import State

    row = queued(world.acme, world.charlie)
    queue.end([row.pk], State.CANCELED, "canceled", "Canceled")
    entries = root.get(f"/admin/inspect/texts/{row.public_id}/").context["entries"]
    assert [(entry.kind, entry.amount) for entry in entries] == [("debit", -1), ("refund", 1)]


@pytest.fixture
def delivery(world: World, hook: Subscription, text: Message) -> Delivery:
    """Of what the receipt told; given up after one try."""
    fanning.fan_out()
    row: Delivery = Delivery.everywhere.get()
    Delivery.everywhere.filter(pk=row.pk).update(state="failed", tries=1, status=500, ended_at=clock.now())
    Try.everywhere.create(
        workspace=world.acme.workspace, delivery=row, number=1, ms=31, status=500, answer="Out of order"
    )
    return row


def test_a_delivery_shows_its_body_its_tries_and_its_text(root: Client, delivery: Delivery) -> None:
    assert (
        root.get("/admin/inspect/", {"q": delivery.public_id}).url
        == f"/admin/inspect/deliveries/{delivery.public_id}/"
    )
    shown = page(root, f"/admin/inspect/deliveries/{delivery.public_id}/")
    for word in ("Out of order", "500", "http://127.0.0.1:9/hook", delivery.event_ref, "Send it again"):
        assert word in shown, word
    assert "whsec_" not in shown


def test_it_is_sent_again_and_that_is_logged(root: Client, delivery: Delivery) -> None:
    root.post(f"/admin/inspect/deliveries/{delivery.public_id}/replay/")
    again = Delivery.everywhere.get(replay_of=delivery)
    assert (again.body, again.event_ref, again.state) == (delivery.body, delivery.event_ref, "waiting")
    assert LogEntry.objects.get().change_message == "Sent again."
    assert root.get(f"/admin/inspect/deliveries/{delivery.public_id}/replay/").status_code == 405


def test_what_is_on_its_way_or_switched_off_is_not_sent_again(root: Client, delivery: Delivery) -> None:
    again = f"/admin/inspect/deliveries/{delivery.public_id}/replay/"
    actions.disable(delivery.subscription, "Off")
    assert "switched" in page_after(root, again)
    assert not Delivery.everywhere.filter(replay_of=delivery).exists()


def page_after(client: Client, address: str) -> str:
    return client.post(address, follow=True).content.decode()


def test_each_part_needs_its_right_and_the_door_is_the_admins(
    world: World, delivery: Delivery, text: Message
) -> None:
    pages = [f"/admin/inspect/texts/{text.public_id}/", f"/admin/inspect/deliveries/{delivery.public_id}/"]
    stranger, staff = Client(), Client()
    for one in ["/admin/inspect/", *pages]:
        assert stranger.get(one).url.startswith("/admin/login/")
    world.victor.is_staff = True
    world.victor.save()
    staff.force_login(world.victor)
    assert {staff.get(one).status_code for one in ["/admin/inspect/", *pages]} == {403}
    world.victor.user_permissions.set(
        Permission.objects.filter(codename__in=["view_message", "view_delivery"])
    )
    shown = page(staff, pages[0])
    assert "Hi Charlie" in shown
    assert "Consent of this number" not in shown
    assert "What the carrier posted" not in shown
    assert "Send it again" not in page(staff, pages[1])
    assert staff.post(f"{pages[1]}replay/").status_code == 403


def test_rows_of_other_times_are_not_read(world: World, text: Message) -> None:
    from config.inspecting.carrier import posts

    row: Any = Callback.objects.create(
        account=text.sender.carrier,
        body=text.public_id.encode(),
        received_at=clock.now() - timedelta(days=2),
    )
    assert row.pk not in [one.callback.pk for one in posts(text)]
