"""Waits end and windows open by the clock where the recipient is, whatever daylight saving does."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from apps.sequences import moments
from apps.sequences.rules import Window
from apps.sequences.steps import Wait, WaitDate, WaitFor, WaitUntil
from tests.world import CHARLIE, DANA

NEW_YORK, LOS_ANGELES = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")
TOLL_FREE = "+18885550100"


def at(text: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def end(wait: Wait, since: str, **attributes: object) -> str:
    """In New York, as its clocks show it."""
    found = moments.end_of(wait, at(since), NEW_YORK, attributes)
    return f"{found.astimezone(NEW_YORK):%Y-%m-%d %H:%M}" if found else ""


# The clocks go back on 1 November 2026 and forward on 14 March 2027.
@pytest.mark.parametrize(
    ("amount", "unit", "since", "until"),
    [
        (3, "days", "2026-10-30 10:00", "2026-11-02 10:00"),
        (72, "hours", "2026-10-30 10:00", "2026-11-02 09:00"),
        (1, "weeks", "2027-03-10 10:00", "2027-03-17 10:00"),
        (24, "hours", "2027-03-13 10:00", "2027-03-14 11:00"),
        (1, "days", "2027-03-13 02:30", "2027-03-14 03:30"),
        (90, "minutes", "2026-11-18 23:00", "2026-11-19 00:30"),
    ],
)
def test_days_are_of_the_calendar_and_hours_of_the_clock(
    amount: int, unit: str, since: str, until: str
) -> None:
    assert end(WaitFor("s", amount, unit), since) == until


@pytest.mark.parametrize(
    ("days", "since", "until"),
    [
        ((), "2026-11-18 08:59", "2026-11-18 09:00"),
        ((), "2026-11-18 09:00", "2026-11-19 09:00"),
        ((2,), "2026-11-18 08:00", "2026-11-18 09:00"),  # a Wednesday
        ((2,), "2026-11-18 10:00", "2026-11-25 09:00"),
        ((0, 4), "2026-11-18 10:00", "2026-11-20 09:00"),
        ((6,), "2026-10-31 23:00", "2026-11-01 09:00"),  # the night the clocks go back
    ],
)
def test_until_a_weekday_and_an_hour(days: tuple[int, ...], since: str, until: str) -> None:
    assert end(WaitUntil("s", days, time(9)), since) == until


def test_nine_oclock_is_nine_or_later_wherever_the_phone_may_be() -> None:
    noon = at("2026-11-18 12:00")
    assert moments.zone_of(DANA, noon, "UTC") == NEW_YORK
    assert moments.zone_of(CHARLIE, noon, "UTC") == LOS_ANGELES
    assert moments.zone_of(TOLL_FREE, noon, "UTC").key in ("Pacific/Honolulu", "America/Adak")
    assert moments.zone_of("+870773111632", noon, "Europe/Berlin").key == "Europe/Berlin"


@pytest.mark.parametrize(
    ("value", "offset", "yearly", "until"),
    [
        ("2026-12-24", 0, False, "2026-12-24 09:00"),
        ("2026-12-24T18:00:00Z", -3, False, "2026-12-21 09:00"),
        ("1990-11-19", 0, True, "2026-11-19 09:00"),
        ("1990-11-18", 0, True, "2027-11-18 09:00"),  # today at nine has passed
        ("1990-01-02", -7, True, "2026-12-26 09:00"),
        ("1992-02-29", 0, True, "2027-02-28 09:00"),
        ("1990-11-19", 0, False, ""),
        ("24/12/2026", 0, False, ""),
        ("2026-13-01", 0, True, ""),
        ("9999-12-31", 300, False, ""),
        ("0001-01-01", -300, False, ""),
        ("", 0, True, ""),
        (None, 0, True, ""),
        (20261224, 0, False, ""),
    ],
)
def test_until_a_date_of_theirs(value: object, offset: int, yearly: bool, until: str) -> None:
    wait = WaitDate("s", "day", offset, time(9), yearly, "go_on")
    assert end(wait, "2026-11-18 14:00", day=value) == until


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-18 08:00", "2026-11-18 10:00"),
        ("2026-11-18 10:00", "2026-11-18 10:00"),
        ("2026-11-18 16:59", "2026-11-18 16:59"),
        ("2026-11-18 17:00", "2026-11-19 10:00"),
        ("2026-11-20 18:00", "2026-11-23 10:00"),  # over a weekend
    ],
)
def test_a_window_of_working_days(now: str, opens: str) -> None:
    window = Window((0, 1, 2, 3, 4), time(10), time(17))
    assert moments.opens(window, ("America/New_York",), at(now)) == at(opens)


def test_a_window_is_open_in_all_zones_at_once_or_where_it_is_latest() -> None:
    both = ("America/New_York", "America/Los_Angeles")
    wide, narrow = Window((), time(9), time(17)), Window((), time(9), time(11))
    assert moments.opens(wide, both, at("2026-11-18 09:00")) == at("2026-11-18 12:00")
    assert moments.opens(wide, both, at("2026-11-18 18:00")) == at("2026-11-19 12:00")
    assert moments.opens(narrow, both, at("2026-11-18 09:00")) == at("2026-11-18 12:00")


def test_midnight_ends_the_day() -> None:
    window = Window((), time(18), time(0))
    assert moments.opens(window, ("America/New_York",), at("2026-11-18 23:59")) == at("2026-11-18 23:59")
    assert moments.opens(window, ("America/New_York",), at("2026-11-19 00:00")) == at("2026-11-19 18:00")
