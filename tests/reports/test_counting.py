"""Promises of the counted sums: true by hand, at the edges of days, and however often they are counted."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from apps.common import by_time
from apps.compliance import actions as compliance
from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.reports import counting, queries, tasks
from apps.reports.books import books
from apps.reports.models import AnswerDay, Bookmark, PeopleDay, TextDay
from apps.reports.span import Span
from tests.clockface import set_clock
from tests.reports.days import NOVEMBER, at, by_hand, came_in, count_all, text
from tests.world import DANA, World

ALL = Span(*NOVEMBER)
pytestmark = pytest.mark.usefixtures("daytime")  # Wednesday, November 18, 2026, 14:00 in New York


def days(world: World, what: str = "sent") -> dict[date, int]:
    found = queries.texts_by_day(world.acme.workspace, ALL)
    return {day: row[what] for day, row in found.items() if row[what]}


def test_each_text_stands_once_with_what_became_of_it(world: World) -> None:
    acme = world.acme
    text(acme, "2026-11-18 15:00", origin="cmp_1", replied_at=at("2026-11-18 16:00"))
    text(acme, "2026-11-18 15:00", origin="cmp_1")
    text(acme, "2026-11-18 15:00", "sent", origin="cmp_1")
    text(
        acme, "2026-11-18 15:00", "failed", sent_at=at("2026-11-18 15:00"), refunded=True, error_code="30003"
    )
    text(acme, "2026-11-18 15:00", "refused", refunded=True, error_code="30006")
    text(acme, "2026-11-18 15:00", "queued", credits=2)
    text(acme, "2026-11-18 15:00", "canceled", refunded=True)
    text(acme, "2026-11-18 15:00", kind="system", credits=0)
    came_in(acme, "2026-11-18 16:00")
    count_all()
    assert queries.texts(acme.workspace, ALL) == {
        "received": 1,
        "sent": 4,
        "delivered": 2,
        "undelivered": 1,
        "failed": 2,
        "waiting": 1,
        "answered": 1,
        "credits": 8,
        "returned": 3,
    }
    assert queries.errors(acme.workspace, ALL) == [("30003", "", 1), ("30006", "", 1)]
    assert queries.texts_by(acme.workspace, ALL, "origin")["cmp_1"]["delivered"] == 2


def test_a_day_begins_at_midnight_in_the_workspaces_zone(world: World) -> None:
    text(world.acme, "2026-11-17 04:59")  # 23:59 on the 16th in New York
    text(world.acme, "2026-11-17 05:00")  # midnight
    count_all()
    assert days(world) == {date(2026, 11, 16): 1, date(2026, 11, 17): 1}


def test_the_day_of_the_change_to_winter_has_25_hours(world: World) -> None:
    """New York: November 1, 2026 runs from 04:00 to 05:00 UTC of the next day."""
    for when in ("2026-11-01 04:00", "2026-11-02 04:30", "2026-11-02 04:59"):
        text(world.acme, when)
    text(world.acme, "2026-11-02 05:00")
    count_all()
    assert days(world) == {date(2026, 11, 1): 3, date(2026, 11, 2): 1}


def test_the_day_of_the_change_to_summer_has_23_hours(world: World, settings: Settings) -> None:
    """New York: March 8, 2026 runs from 05:00 to 04:00 UTC of the next day."""
    set_clock(settings, at("2026-03-10 12:00"))
    for when in ("2026-03-08 05:00", "2026-03-09 03:59", "2026-03-09 04:00"):
        text(world.acme, when)
    count_all()
    found = queries.texts_by_day(world.acme.workspace, Span(date(2026, 3, 1), date(2026, 3, 31)))
    assert {day.day: row["sent"] for day, row in found.items()} == {8: 2, 9: 1}


def test_each_tenant_has_days_of_its_own_zone(world: World) -> None:
    world.bobco.workspace.timezone = "Asia/Kolkata"  # half an hour beside the full ones
    world.bobco.workspace.save()
    text(world.acme, "2026-11-16 18:30")
    text(world.bobco, "2026-11-16 18:29")
    text(world.bobco, "2026-11-16 18:30")
    count_all()
    assert days(world) == {date(2026, 11, 16): 1}
    assert sorted(queries.texts_by_day(world.bobco.workspace, ALL)) == [
        date(2026, 11, 16),
        date(2026, 11, 17),
    ]


def test_a_text_held_for_morning_stands_on_the_day_it_left(world: World) -> None:
    text(world.acme, "2026-11-17 02:00", sent_at=at("2026-11-17 14:00"))
    count_all()
    assert days(world) == {date(2026, 11, 17): 1}


def test_counting_twice_changes_nothing_and_late_news_moves_the_figures(world: World) -> None:
    late = text(world.acme, "2026-11-16 15:00", "sent")
    count_all()
    count_all()
    assert days(world) == {date(2026, 11, 16): 1}
    Message.everywhere.filter(pk=late.pk).update(
        state="failed", refunded=True, error_code="30005", error_text="Unknown number"
    )
    count_all()
    assert days(world, "delivered") == {} and days(world, "failed") == {date(2026, 11, 16): 1}
    assert queries.errors(world.acme.workspace, ALL) == [("30005", "Unknown number", 1)]
    assert TextDay.everywhere.count() == 1


def test_what_is_counted_for_good_outlives_its_messages(world: World) -> None:
    text(world.acme, "2026-11-10 15:00")
    young = text(world.acme, "2026-11-12 15:00")
    count_all()
    Message.everywhere.filter(pk__lte=young.pk).delete()
    text(world.acme, "2026-11-18 15:00")
    count_all()
    assert days(world) == {date(2026, 11, 10): 1, date(2026, 11, 18): 1}


def test_a_text_that_waits_for_weeks_is_found_when_it_leaves(world: World) -> None:
    paused = text(world.acme, "2026-11-02 15:00", "queued")
    count_all()
    Message.everywhere.filter(pk=paused.pk).update(state="sent", sent_at=at("2026-11-18 15:00"))
    count_all()
    assert days(world) == {date(2026, 11, 18): 1} and days(world, "waiting") == {}


def test_after_a_worker_was_away_for_weeks_all_is_counted(world: World, settings: Settings) -> None:
    text(world.acme, "2026-11-17 15:00")
    tasks.look_back()
    set_clock(settings, at("2026-12-20 12:00"))
    text(world.acme, "2026-11-28 15:00")
    text(world.acme, "2026-12-20 11:00")
    tasks.catch_up()
    assert days(world) == {date(2026, 11, 17): 1, date(2026, 11, 28): 1}
    assert Bookmark.objects.get(pk="texts").open_from == date(2026, 12, 13)


def test_each_minute_only_the_newest_is_read(world: World) -> None:
    text(world.acme, "2026-11-16 15:00")
    tasks.look_back()
    Message.everywhere.update(state="failed")
    text(world.acme, "2026-11-18 18:50")
    tasks.catch_up()
    assert days(world, "delivered") == {date(2026, 11, 16): 1, date(2026, 11, 18): 1}
    tasks.look_back()
    assert days(world, "delivered") == {date(2026, 11, 18): 1}


def test_a_long_table_is_read_from_where_its_day_lies(world: World, monkeypatch: Any) -> None:
    made = [
        text(world.acme, f"2026-11-{day} {hour:02}:30") for day in (16, 17, 18) for hour in range(0, 24, 2)
    ]
    monkeypatch.setattr(counting, "SMALL", 0)
    monkeypatch.setattr(by_time, "NEAR", 2)
    texts = books()[0]
    counting._bookmark(texts)
    with CaptureQueriesContext(connection) as asked:
        counting.count(texts, date(2026, 11, 17))
    (read,) = (one["sql"] for one in asked.captured_queries if "GROUP BY" in one["sql"])
    assert sum(row["sent"] for row in queries.texts_by_day(world.acme.workspace, ALL).values()) == 12
    assert str(made[0].pk) not in read.split("WHERE")[1].replace(".", " ").split()


def test_people_who_came_and_numbers_that_left(world: World) -> None:
    Contact.everywhere.update(created_at=at("2026-11-02 15:00"))
    Contact.everywhere.filter(phone=DANA).update(created_at=at("2026-11-18 04:59"), source="import")
    for number, source in ((1, "keyword"), (2, "keyword"), (3, "import")):
        compliance.suppress(
            world.acme.workspace.pk, f"+1212555000{number}", "opt_out", source=source, evidence={}
        )
    Suppression.everywhere.update(created_at=at("2026-11-18 15:00"))
    count_all()
    acme = world.acme.workspace
    assert queries.people_by_day(acme, ALL, "came") == {date(2026, 11, 2): 2, date(2026, 11, 17): 1}
    assert queries.people_by_source(acme, ALL, "came") == {"manual": 2, "import": 1}
    assert queries.people_by_source(acme, ALL, "left") == {"keyword": 2}
    assert queries.people(world.bobco.workspace, ALL, "came") == 2
    assert queries.people(world.bobco.workspace, ALL, "left") == 0


def test_an_answer_is_measured_from_the_first_text_that_waited(world: World) -> None:
    agnes = world.agnes.email
    came_in(world.acme, "2026-11-18 15:00")
    came_in(world.acme, "2026-11-18 15:02")
    text(world.acme, "2026-11-18 15:03", kind="reply", origin="keyword")
    by_hand(world.acme, "2026-11-18 15:04", agnes)
    by_hand(world.acme, "2026-11-18 15:05", agnes)  # nobody had written since
    came_in(world.acme, "2026-11-18 16:00")
    by_hand(world.acme, "2026-11-18 16:00", agnes, state="canceled")
    by_hand(world.acme, "2026-11-18 16:20", world.maria.email)
    count_all()
    assert queries.waits(world.acme.workspace, ALL) == {agnes: {240: 1}, world.maria.email: {1_200: 1}}
    assert queries.answers_by_day(world.acme.workspace, ALL) == {date(2026, 11, 18): 2}


def test_who_writes_weeks_later_is_not_answering(world: World) -> None:
    came_in(world.acme, "2026-11-02 15:00")
    by_hand(world.acme, "2026-11-18 15:00", world.agnes.email)
    count_all()
    assert not AnswerDay.everywhere.exists()


@pytest.mark.parametrize(
    ("counted", "middle"), [({}, None), ({5: 1}, 5), ({9: 1, 5: 1}, 5), ({1: 1, 60: 3, 3_600: 1}, 60)]
)
def test_the_median_is_the_value_in_the_middle(counted: dict[int, int], middle: int | None) -> None:
    assert queries.median(counted) == middle


def test_nothing_is_counted_of_an_empty_house_and_it_says_when(world: World) -> None:
    assert queries.counted_at() is None
    tasks.look_back()
    assert not TextDay.everywhere.exists()
    assert PeopleDay.everywhere.count() == 2  # three came to Acme, two to Bobco
    assert queries.counted_at() is not None


def test_the_period_before_is_as_long_and_ends_the_day_before() -> None:
    span = Span.until(date(2026, 3, 1), 7)
    assert span == Span(date(2026, 2, 23), date(2026, 3, 1)) and len(span.days) == span.length == 7
    assert span.before == Span(date(2026, 2, 16), date(2026, 2, 22))
    assert span.before.last + timedelta(days=1) == span.first
