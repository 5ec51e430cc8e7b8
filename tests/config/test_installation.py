"""The front page of the admin: what stands where, what is wrong in plain words, and the lists behind."""

import os
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from model_bakery import baker

from apps.accounts.models import User
from apps.carriers.models import Callback, CarrierAccount
from apps.common import bounded, clock
from apps.common.cluster import heartbeat
from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.credits import actions, ledger
from apps.messaging import queries
from apps.messaging.models import Message
from apps.reports.models import TextDay
from apps.webhooks.models import Subscription
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.messaging.orders import queued
from tests.world import PASSWORD, World

pytestmark = pytest.mark.usefixtures("daytime")


@pytest.fixture
def root(world: World) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root@house.example", PASSWORD))
    heartbeat.beat()
    return client


def home(client: Client) -> Any:
    return client.get("/admin/").context


def figures(client: Client) -> dict[str, Any]:
    return {figure.label: figure for group in home(client)["groups"] for figure in group.figures}


def said(client: Client) -> dict[str, str]:
    return {finding.subject: finding.says for finding in home(client)["findings"]}


def test_every_figure_leads_to_a_list_that_opens(root: Client, world: World) -> None:
    queued(world.acme, world.charlie)
    for label, figure in figures(root).items():
        assert root.get(figure.href).status_code == 200, label


def test_what_waits_is_counted_and_the_longest_is_a_click_away(root: Client, world: World) -> None:
    old, new = queued(world.acme, world.charlie), queued(world.bobco, world.bobco.contacts["Zoe"])
    Message.everywhere.filter(pk=old.pk).update(not_before=clock.now() - timedelta(minutes=42))
    assert queries.longest_due() == old
    found = figures(root)
    assert found["Texts in the queue"].value == "2"
    assert (found["Longest wait of a due text"].value, found["Longest wait of a due text"].is_bad) == (
        "42 min",
        True,
    )
    assert old.public_id in found["Longest wait of a due text"].href
    assert "has waited for 42 minutes" in said(root)["queue"]
    Message.everywhere.filter(pk=old.pk).update(state="sent", sent_at=clock.now())
    assert queries.longest_due() == new
    assert "queue" not in said(root)


def test_a_text_of_a_paused_sender_is_no_lag(root: Client, world: World) -> None:
    text = queued(world.acme, world.charlie)
    Message.everywhere.filter(pk=text.pk).update(not_before=clock.now() - timedelta(hours=9))
    world.acme.sender.state = "paused"
    world.acme.sender.save()
    assert figures(root)["Longest wait of a due text"].value == "none is due"


def test_the_last_hour_counts_what_went_out_and_what_failed(root: Client, world: World) -> None:
    for contact, state in ((world.charlie, "delivered"), (world.dana, "failed"), (world.erin, "queued")):
        Message.everywhere.filter(pk=queued(world.acme, contact).pk).update(state=state)
    Message.everywhere.filter(pk=queued(world.bobco, world.bobco.contacts["Zoe"]).pk).update(
        state="sent", created_at=clock.now() - timedelta(hours=2)
    )
    found = figures(root)
    assert (found["Went out, last hour"].value, found["Failed, last hour"].value) == ("1", "1")
    assert "1 wait" in found["Went out, last hour"].note


def test_the_day_and_the_month_come_from_the_sums(root: Client, world: World) -> None:
    today = clock.now().date()

    def line(day: date, cohort: date, **sums: int) -> None:
        tenant = world.acme
        TextDay.everywhere.create(
            workspace=tenant.workspace, sender=tenant.sender, day=day, cohort=cohort, origin=str(day), **sums
        )

    line(today, today - timedelta(days=3), sent=70_000, failed=5, credits=90_000, returned=5)
    line(today - timedelta(days=2), today - timedelta(days=2), sent=9, credits=9)
    line(
        today.replace(day=1) - timedelta(days=1), today.replace(day=1) - timedelta(days=1), sent=8, credits=8
    )
    sandbox = world.acme.workspace.sandbox
    TextDay.everywhere.create(workspace=sandbox, sender=world.acme.sender, day=today, cohort=today, sent=4)
    found = figures(root)
    assert (found["Went out today"].value, found["Failed today"].value) == ("70,000", "5")
    assert found["Used"].value == "90,004"
    assert found["Sold and given"].value == "2,000"  # what both began with
    ledger.grant(world.acme.workspace, -500, "Too much", kind="adjustment", key="k")
    assert figures(root)["Sold and given"].value == "1,500"


def test_a_dead_worker_is_said_in_plain_words(root: Client) -> None:
    os.utime(heartbeat.path(), (0, 0))
    heartbeat.cache.delete(heartbeat.KEY)
    assert "nothing is sent and no receipt is applied" in said(root)["worker"]
    assert figures(root)["Last sign of a worker"].is_bad
    assert "Start it: manage.py worker" in root.get("/admin/").content.decode()


def test_what_waits_for_carriers_webhooks_and_people_is_there(root: Client, world: World) -> None:
    account = world.acme.sender.carrier
    late = clock.now() - timedelta(minutes=5)
    Callback.objects.create(account=account, body=b"", received_at=late)
    now = clock.now()
    CarrierAccount.everywhere.filter(pk=account.pk).update(faults=3, rest_until=now + timedelta(minutes=1))
    for state, failures in (("enabled", 2), ("disabled", 0)):
        baker.make(Subscription, workspace=world.acme.workspace, state=state, failures=failures, secrets={})
    review = {"kind": "review", "source": "keyword", "due_at": now - timedelta(hours=1)}
    Suppression.everywhere.create(workspace=world.acme.workspace, phone="+14155552001", **review)
    actions.adjust(world.acme.workspace, 50_000, "An invoice", by=world.alice, key="k")
    found = figures(root)
    bad = {label for label, figure in found.items() if figure.is_bad}
    assert bad == {
        *("Accounts left alone", "Addresses that fail", "Overdue"),
        "Adjustments that wait for a second person",
    }
    assert (found["Receipts and replies to be applied"].value, found["Switched off"].value) == ("1", "1")
    assert {"receipts", "carriers", "reviews", "webhooks"} <= said(root).keys()


def test_the_page_asks_as_much_with_a_thousand_rows_as_with_none(
    root: Client, world: World, django_assert_max_num_queries: Any
) -> None:
    home(root)
    people = Contact.everywhere.bulk_create(
        Contact(workspace=world.acme.workspace, phone=f"+1415556{n:04}") for n in range(1_000)
    )
    Message.everywhere.bulk_create(
        Message(
            workspace=world.acme.workspace, sender=world.acme.sender, contact=one, phone=one.phone, body="Hi"
        )
        for one in people
    )
    with django_assert_max_num_queries(60):
        found = figures(root)
    assert found["Texts in the queue"].value == "1,000"


def test_counting_ends(world: World) -> None:
    assert str(bounded.count(Contact.everywhere, 3)) == "3+"
    assert str(bounded.count(Contact.everywhere, 5)) == "5"


def test_staff_without_the_right_see_no_figures(world: World) -> None:
    world.victor.is_staff = True
    world.victor.save()
    client = Client()
    client.force_login(world.victor)
    assert "groups" not in home(client)
    rights = ("view_message", "view_textday")
    world.victor.user_permissions.set(Permission.objects.filter(codename__in=rights))
    shown = figures(client)
    assert "Texts in the queue" in shown
    assert "Sold and given" not in shown
    assert "Accounts left alone" not in shown
