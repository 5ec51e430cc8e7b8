"""Reports: each page against a world counted by hand, its roles, its periods, its files."""

import csv
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from apps.accounts import actions as accounts
from apps.accounts.models import ApiKey, Member
from apps.common.clock import now
from apps.compliance import actions as compliance
from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.dashboard.reports import cells, charts, period
from apps.dashboard.reports.catalogue import KINDS
from apps.reports import tasks
from apps.reports.models import TextDay
from tests.campaigns.launches import draft
from tests.clockface import daytime, set_clock  # noqa: F401 - a fixture
from tests.dashboard.conftest import browser
from tests.reports.days import at, by_hand, came_in, count_all, text
from tests.world import DANA, World

ROOT = "/dashboard/reports"
PAGES = {kind.name: ROOT if kind.name == "deliverability" else f"{ROOT}/{kind.name}" for kind in KINDS}
WEEK = {"from": "2026-11-12", "to": "2026-11-18"}
pytestmark = pytest.mark.usefixtures("daytime")  # Wednesday, November 18, 2026, 14:00 in New York


def told(client: Client, name: str, **query: str) -> str:
    answer = client.get(PAGES[name], query or WEEK)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def saved(client: Client, name: str, table: str, **query: str) -> list[list[str]]:
    answer = client.get(f"{ROOT}/{name}/{table}.csv", query or WEEK)
    assert answer.status_code == 200, answer
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(content.splitlines()))


def test_deliverability_by_day_by_sender_and_why(victor: Client, world: World) -> None:
    acme = world.acme
    for _ in range(3):
        text(acme, "2026-11-16 15:00")
    text(acme, "2026-11-17 15:00", "sent")
    text(
        acme,
        "2026-11-17 15:00",
        "failed",
        sent_at=at("2026-11-17 15:00"),
        error_code="30005",
        error_text="Unknown number",
    )
    text(acme, "2026-11-10 15:00")  # the period before
    text(acme, "2026-11-04 15:00")  # before that
    count_all()
    days = saved(victor, "deliverability", "days")
    assert days[0] == ["Day", "Sent", "Delivered", "Delivery rate (%)", "No receipt yet", "Failed"]
    assert len(days) == 8 and days[1][0] == "2026-11-18"
    assert days[2] == ["2026-11-17", "2", "0", "0.0", "1", "1"]
    assert days[3] == ["2026-11-16", "3", "3", "100.0", "0", "0"]
    assert saved(victor, "deliverability", "senders")[1][1:] == ["5", "3", "60.0", "1", "1"]
    assert saved(victor, "deliverability", "errors")[1:] == [["Unknown number", "30005", "1", "100.0"]]
    page = told(victor, "deliverability")
    for shown in (
        "60.0% of the sent",
        "+400%",
        "Unknown number",
        "The period before",
        "Nov 5 to Nov 11, 2026",
    ):
        assert shown in page
    assert "Mon, Nov 16: 3 delivered, 0 without a receipt, 0 failed" in page


def test_engagement_says_who_was_answered_and_how_people_left(maria: Client, world: World) -> None:
    acme = world.acme
    sale = draft(acme, name="Autumn sale").public_id
    text(acme, "2026-11-16 15:00", origin=sale, replied_at=at("2026-11-17 15:00"))
    text(acme, "2026-11-16 15:00", origin=sale)
    text(acme, "2026-11-16 15:00", origin="kwd_1", replied_at=at("2026-11-16 15:00"))
    text(acme, "2026-11-16 15:00", origin="kwd_1:r")
    came_in(acme, "2026-11-17 15:00")
    compliance.suppress(acme.workspace.pk, DANA, "opt_out", source="keyword", evidence={})
    Suppression.everywhere.update(created_at=at("2026-11-17 16:00"))
    count_all()
    assert saved(maria, "engagement", "days")[2] == ["2026-11-17", "1", "0", "1"]
    assert saved(maria, "engagement", "days")[3] == ["2026-11-16", "0", "2", "0"]
    assert sorted(saved(maria, "engagement", "sent")[1:]) == [
        ["Autumn sale", "2", "2", "1", "50.0"],
        ["Deleted", "2", "2", "1", "50.0"],
    ]
    assert saved(maria, "engagement", "left")[1:] == [["By a text", "1", "100.0"]]
    page = told(maria, "engagement")
    assert f'href="/dashboard/campaigns/{sale}"' in page
    assert "Clicks are not measured" in page and "not measured</span>" in page


def test_growth_is_gained_less_opted_out(maria: Client, world: World) -> None:
    Contact.everywhere.update(created_at=at("2026-11-10 15:00"))
    Contact.everywhere.filter(phone=DANA).update(created_at=at("2026-11-17 15:00"), source="import")
    for number in (1, 2):
        compliance.suppress(
            world.acme.workspace.pk, f"+1212555000{number}", "opt_out", source="api", evidence={}
        )
    Suppression.everywhere.update(created_at=at("2026-11-17 15:00"))
    count_all()
    assert saved(maria, "growth", "days")[2] == ["2026-11-17", "1", "2", "-1"]
    assert saved(maria, "growth", "sources")[1:] == [["From a file", "1", "100.0"]]
    page = told(maria, "growth")
    assert '<span class="tile-value">−1</span>' in page
    assert "Tue, Nov 17: 1 gained, 2 opted out" in page


def test_cost_is_what_was_charged_less_what_came_back(maria: Client, world: World) -> None:
    acme = world.acme
    key = accounts.make_key(acme.workspace, ApiKey.Kind.LIVE, "Shop", world.alice)[0]
    sale = draft(acme, name="Autumn sale").public_id
    text(acme, "2026-11-16 15:00", origin=sale, credits=3)
    text(acme, "2026-11-16 15:00", "failed", origin=sale, credits=3, refunded=True)
    text(acme, "2026-11-17 15:00", origin=key.public_id, credits=1)
    count_all()
    assert saved(maria, "cost", "origins")[1:] == [
        ["Autumn sale", "Campaign", "1", "6", "3", "3", "75.0"],
        ["Shop", "API key", "1", "1", "0", "1", "25.0"],
    ]
    assert saved(maria, "cost", "days")[3] == ["2026-11-16", "6", "3", "3"]
    assert '<span class="tile-value">2.00</span>' in told(maria, "cost")


def test_team_counts_answers_and_the_median_wait(world: World) -> None:
    agnes = world.agnes.email
    for minute in (1, 3, 5):
        came_in(world.acme, f"2026-11-18 1{minute}:00")
        by_hand(world.acme, f"2026-11-18 1{minute}:0{minute}", agnes)
    by_hand(world.acme, "2026-11-18 16:30", "gone@acme.example")
    count_all()
    alice = browser(world.alice)
    rows = {row[0]: row[1:] for row in saved(alice, "team", "members")}
    assert rows["Agnes"] == ["3", "180", "3"]
    assert rows["gone@acme.example"] == ["0", "", "1"]
    assert rows["Victor"] == ["0", "", "0"]
    page = told(alice, "team")
    assert "3 min" in page and "no member any more" in page and "are not measured" in page


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_who_may_see_which_report(world: World, name: str) -> None:
    """The team's figures are for those who manage it; the rest is for everybody who may look."""
    managers = {world.alice, world.adam}
    for user in (world.alice, world.adam, world.maria, world.agnes, world.victor):
        expected = 200 if name != "team" or user in managers else 403
        client = browser(user)
        assert client.get(PAGES[name]).status_code == expected, user
        assert client.get(f"{ROOT}/{name}/days.csv").status_code == expected, user
        assert (f'href="{ROOT}/team?' in told(client, "growth")) is (user in managers)


def test_everybody_finds_the_reports_in_the_rail(agnes: Client) -> None:
    assert f'href="{ROOT}"' in agnes.get("/dashboard/").content.decode()


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_nothing_of_bobs_is_in_a_report_of_alices(world: World, name: str) -> None:
    bobco = world.bobco
    text(bobco, "2026-11-16 15:00", origin=draft(bobco, name="Bobs sale").public_id)
    text(bobco, "2026-11-16 15:00", "failed", error_code="bobs", error_text="Bobs error")
    came_in(bobco, "2026-11-16 15:00")
    by_hand(bobco, "2026-11-16 15:05", world.bob.email)
    Contact.everywhere.update(created_at=at("2026-11-16 15:00"), source="bobs way")
    Contact.objects.of(world.acme.workspace).update(created_at=at("2026-01-16 15:00"))
    count_all()
    page = told(browser(world.alice), name)
    assert "bob" not in page.lower() and "The period before" not in page
    assert "bob" in told(browser(world.bob), name).lower()


def test_one_who_writes_another_tenants_id_as_an_origin_learns_no_name(world: World) -> None:
    theirs = draft(world.bobco, name="Bobs sale").public_id
    text(world.acme, "2026-11-16 15:00", origin=theirs)
    count_all()
    assert saved(browser(world.alice), "cost", "origins")[1][0] == "Deleted"


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_an_empty_workspace_is_told_so(world: World, name: str) -> None:
    Contact.everywhere.all().delete()
    alice = browser(world.alice)
    assert "Nothing was counted yet" in told(alice, name)
    tasks.look_back()
    page = told(alice, name)
    assert "Nothing was counted yet" not in page and 'class="bars"' not in page
    assert "on these days." in page or "Nobody" in page


def test_old_figures_are_not_passed_off_as_new(maria: Client, settings: Settings) -> None:
    tasks.look_back()
    assert "These figures are old" not in told(maria, "cost")
    set_clock(settings, now() + timedelta(minutes=16))
    assert "These figures are old" in told(maria, "cost")


def test_seven_days_are_today_and_six_before_in_the_zone_of_the_workspace(
    maria: Client, settings: Settings
) -> None:
    set_clock(settings, at("2026-11-19 04:30"))  # 23:30 on the 18th in New York
    days = [row[0] for row in saved(maria, "growth", "days", days="7")[1:]]
    assert days == [f"2026-11-{day}" for day in range(18, 11, -1)]
    set_clock(settings, at("2026-11-19 05:30"))
    assert saved(maria, "growth", "days", days="7")[1][0] == "2026-11-19"


@pytest.mark.parametrize(
    ("since", "until", "problem"),
    [
        ("2026-11-18", "2026-11-12", period.BACKWARDS),
        ("2026-11-18", "", period.UNREADABLE),
        ("2026-13-45", "2026-11-12", period.UNREADABLE),
        ("2025-11-01", "2026-11-12", period.TOO_LONG),
        ("0001-01-01", "\0", period.UNREADABLE),
        ("<i>", "x" * 5_000, period.UNREADABLE),
    ],
)
def test_days_that_make_no_period_are_named_and_kept_as_typed(
    maria: Client, since: str, until: str, problem: str
) -> None:
    page = told(maria, "cost", **{"from": since, "to": until})
    assert problem in page and 'aria-invalid="true"' in page and "<i>" not in page
    assert since not in ("2026-11-18", "2025-11-01") or f'value="{since}"' in page
    assert len(saved(maria, "cost", "days", **{"from": since, "to": until})) == 31


@pytest.mark.parametrize("days", ["7", "30", "90", "8", "-1", "x", "", "9" * 99])
def test_any_number_of_days_answers(maria: Client, days: str) -> None:
    lines = saved(maria, "cost", "days", days=days)
    assert len(lines) == (int(days) if days in ("7", "30", "90") else 30) + 1


def test_a_file_runs_no_formula(maria: Client, world: World) -> None:
    sale = draft(world.acme, name='=HYPERLINK("http://evil.example")').public_id
    text(world.acme, "2026-11-16 15:00", origin=sale)
    count_all()
    answer = maria.get(f"{ROOT}/cost/origins.csv", WEEK)
    assert answer.headers["Content-Disposition"].endswith('"cost-origins-2026-11-12-2026-11-18.csv"')
    assert saved(maria, "cost", "origins")[1][0] == '\'=HYPERLINK("http://evil.example")'


def test_a_long_table_is_cut_on_the_page_and_whole_in_the_file(maria: Client, world: World) -> None:
    for number in range(60):
        text(world.acme, "2026-11-16 15:00", "failed", error_code=f"e{number:02}")
    count_all()
    assert "10 more in the file." in told(maria, "deliverability")
    assert len(saved(maria, "deliverability", "errors")) == 61


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_the_number_of_queries_does_not_grow(world: World, name: str) -> None:
    alice = browser(world.alice)
    _busy(world, 1)
    few = _asked(alice, name)
    _busy(world, 8)
    assert _asked(alice, name) == few <= 25


def _busy(world: World, times: int) -> None:
    for number in range(times):
        made = draft(world.acme, name=f"Sale {number}").public_id
        text(world.acme, f"2026-11-{10 + number} 15:00", origin=made)
        came_in(world.acme, f"2026-11-{10 + number} 16:00")
        by_hand(world.acme, f"2026-11-{10 + number} 16:05", f"p{number}@acme.example")
    count_all()


def _asked(client: Client, name: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGES[name], {"days": "30"})
    assert not [one for one in asked.captured_queries if 'FROM "messaging_message"' in one["sql"]]
    return len(asked.captured_queries)


def test_no_query_of_a_page_reads_more_than_its_days(world: World) -> None:
    """By the index over workspace and day."""
    tasks.look_back()
    rows = TextDay.objects.of(world.acme.workspace).filter(day__gte="2026-11-01", day__lte="2026-11-30")
    assert "text_day_report" in rows.order_by().explain() or connection.vendor == "postgresql"


@pytest.mark.parametrize(
    ("values", "top", "bottom"),
    [((0, 3), 3, 0), ((7,), 8, 0), ((41,), 50, 0), ((1_001,), 2_000, 0), ((0,), 1, 0)],
)
def test_a_chart_ends_at_a_round_number(values: Any, top: int, bottom: int) -> None:
    days = [date(2026, 11, 1) + timedelta(days=more) for more in range(len(values))]
    chart = charts.Chart("", days, [charts.Series("", "good", dict(zip(days, values, strict=True)))])
    assert (chart.top, chart.bottom) == (top, bottom)


def test_bars_of_a_day_stand_on_each_other_and_losses_hang_below() -> None:
    day = date(2026, 11, 1)
    series = [
        charts.Series("a", "good", {day: 3}),
        charts.Series("b", "bad", {day: 1}),
        charts.Series("c", "opted-out", {day: 2}, down=True),
    ]
    ((place, says, bars),) = charts.Chart("", [day], series).titled
    assert (place, says) == (0, "Sun, Nov 1: 3 a, 1 b, 2 c")
    assert [(bar.y, bar.height) for bar in bars] == [(1, 3), (0, 1), (4, 2)]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "–"),
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (90, "1.5 min"),
        (5_400, "1.5 h"),
        (172_800, "2 d"),
    ],
)
def test_waits_are_said_in_the_unit_that_fits(seconds: int | None, said: str) -> None:
    assert cells.spoken(seconds) == said


def test_a_seat_lost_is_a_report_lost(world: World, victor: Client) -> None:
    Member.objects.of(world.acme.workspace).filter(user=world.victor).delete()
    Member.objects.of(world.acme.workspace.sandbox).filter(user=world.victor).delete()
    assert victor.get(ROOT).status_code == 403
