"""Credits: the balance, the ledger, the proof."""

import csv
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from apps.accounts.models import User
from apps.common import clock
from apps.credits import ledger
from apps.credits.models import Account, Entry
from apps.dashboard import notices
from apps.events import diary
from apps.events.models import Event
from tests.dashboard.conftest import browser
from tests.world import World

PAGE = "/dashboard/credits"


def spend(world: World, amount: int, key: str = "spent", what: str = "A campaign") -> None:
    ledger.debit(world.acme.workspace, amount, key=key, description=what)


def test_victor_sees_balance_runway_and_every_line(victor: Client, world: World) -> None:
    spend(world, 300)
    page = victor.get(PAGE).content.decode()
    for shown in ("700", "A campaign", "−300", "A start", "+1,000", "70"):
        assert shown in page
    assert "Low balance" not in page


def test_the_ledger_is_filtered_by_kind_and_day(maria: Client, world: World) -> None:
    spend(world, 10, "a", "Long ago")
    Entry.everywhere.filter(key="a").update(at=clock.now() - timedelta(days=40))
    spend(world, 20, "b", "Just now")
    today = f"{clock.now() - timedelta(days=2):%Y-%m-%d}"
    assert "A start" not in maria.get(f"{PAGE}?kind=debit").content.decode()
    assert "Long ago" not in maria.get(f"{PAGE}?since={today}").content.decode()
    assert "Just now" not in maria.get(f"{PAGE}?until={today}").content.decode()
    assert "No line matches" in maria.get(f"{PAGE}?kind=refund").content.decode()


@pytest.mark.parametrize("nonsense", ["2026-13-45", "0001-01-01", "9999-12-31", "\0", "x" * 10_000])
def test_a_day_that_is_none_filters_nothing(maria: Client, nonsense: str) -> None:
    answer = maria.get(PAGE, {"since": nonsense, "until": nonsense, "kind": nonsense, "after": nonsense})
    assert answer.status_code == 200
    assert "A start" in answer.content.decode()


def test_the_export_is_the_filtered_ledger_and_runs_no_formula(maria: Client, world: World) -> None:
    spend(world, 7, what='=HYPERLINK("http://evil.example")')
    answer = maria.get(f"{PAGE}/export?kind=debit")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, line = list(csv.reader(text.splitlines()))
    assert head[2:5] == ["credits", "balance after", "what for"]
    assert line[2:5] == ["-7", "993", '\'=HYPERLINK("http://evil.example")']
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_proof_is_shown_and_a_difference_is_named(maria: Client, world: World) -> None:
    assert "It adds up" in maria.get(f"{PAGE}/proof").content.decode()
    Account.everywhere.filter(workspace=world.acme.workspace).update(balance=990)
    page = maria.get(f"{PAGE}/proof", headers={"HX-Request": "true"}).content.decode()
    assert "It does not add up" in page and "+10" in page and "<html" not in page


def test_an_admin_sets_when_to_warn_and_a_marketer_may_not(maria: Client, world: World) -> None:
    adam = browser(world.adam)
    assert maria.post(f"{PAGE}/threshold", {"threshold": "5"}).status_code == 403
    adam.post(f"{PAGE}/threshold", {"threshold": "250"})
    assert ledger.account_of(world.acme.workspace).low_balance_threshold == 250
    for wrong in ("", "-1", "many", "1.5", "9" * 30, "\0"):
        page = adam.post(f"{PAGE}/threshold", {"threshold": wrong}).content.decode()
        assert "errorlist" in page
    assert ledger.account_of(world.acme.workspace).low_balance_threshold == 250


def test_a_threshold_below_the_balance_warns_anew(world: World) -> None:
    ledger.set_threshold(world.acme.workspace, 900)
    spend(world, 200, "a")
    ledger.set_threshold(world.acme.workspace, 500)
    spend(world, 400, "b")
    assert Event.objects.of(world.acme.workspace).filter(name="credits.low").count() == 2


def test_owners_get_one_mail_for_one_crossing(world: World) -> None:
    ledger.set_threshold(world.acme.workspace, 900)
    spend(world, 200, "a")
    spend(world, 200, "b")
    diary.react()
    (sent,) = mail.outbox
    assert sent.to == ["alice@acme.example"]
    assert "600 are left" in sent.body and "/dashboard/credits" in sent.body
    event = Event.objects.of(world.acme.workspace).get(name="credits.low")
    notices.credits_low(event)
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_down_stops_no_event(world: World, settings: object) -> None:
    settings.EMAIL_BACKEND = "tests.dashboard.mute.Backend"  # type: ignore[attr-defined]
    ledger.set_threshold(world.acme.workspace, 900)
    spend(world, 200)
    diary.react()
    assert not Event.everywhere.filter(awaits_reaction=True).exists()


def test_staff_who_may_grant_are_led_to_the_grant_of_this_workspace(maria: Client, world: World) -> None:
    account = Account.objects.of(world.acme.workspace).get()
    link = f"/admin/credits/account/{account.pk}/grant/"
    assert link not in maria.get(PAGE).content.decode()
    User.objects.filter(pk=world.alice.pk).update(is_staff=True)
    alice = browser(world.alice)
    assert "Grant credits" not in alice.get(PAGE).content.decode()
    User.objects.filter(pk=world.alice.pk).update(is_superuser=True)
    assert f'href="{link}"' in alice.get(PAGE).content.decode()
    assert "Grant credits to Acme" in alice.get(link).content.decode()
