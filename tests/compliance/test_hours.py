"""Promises about texting hours."""

import time as stopwatch
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.common.area_codes import anywhere_zones, area_codes, zones_of_area_code
from apps.compliance.hours import Window, closes_at, is_open, next_open

NEW_YORK = ("America/New_York",)
COASTS = ("America/New_York", "America/Los_Angeles")
ODD_ZONES = ["America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo", "America/Havana", "Asia/Kathmandu"]


def local(text, zone="America/New_York"):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("2026-11-20T07:59:59.999999", False),
        ("2026-11-20T08:00:00", True),
        ("2026-11-20T20:59:59.999999", True),
        ("2026-11-20T21:00:00", False),
        ("2026-11-20T00:00:00", False),
    ],
)
def test_alice_in_new_york_is_texted_from_8_until_before_21(clock, expected):
    assert is_open(NEW_YORK, local(clock)) is expected


def test_every_zone_must_be_inside():
    assert not is_open(COASTS, local("2026-11-20T10:59:59"))
    assert is_open(COASTS, local("2026-11-20T11:00:00"))
    assert is_open(COASTS, local("2026-11-20T20:59:00"))
    assert not is_open(COASTS, local("2026-11-20T21:00:00"))


def test_no_zone_means_no_safe_hour():
    noon = local("2026-11-20T12:00:00")
    assert not is_open((), noon)
    assert next_open((), noon) is None
    assert closes_at((), noon) is None


def test_an_open_moment_is_its_own_next_opening():
    at = local("2026-11-20T12:34:56.789012")
    assert next_open(NEW_YORK, at) == at
    assert next_open(NEW_YORK, at).tzinfo is UTC


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-20T21:00:00", "2026-11-21T08:00:00"),
        ("2026-11-20T03:00:30", "2026-11-20T08:00:00"),
        ("2026-03-07T22:00:00", "2026-03-08T08:00:00"),  # clocks go forward in the night
        ("2026-10-31T22:00:00", "2026-11-01T08:00:00"),  # clocks go back in the night
        ("2026-12-31T23:59:59", "2027-01-01T08:00:00"),
    ],
)
def test_a_late_text_to_alice_waits_for_the_morning(at, opens):
    assert next_open(NEW_YORK, local(at)) == local(opens)


def test_the_night_is_an_hour_shorter_when_clocks_go_forward():
    start = local("2026-03-07T21:00:00")
    assert next_open(NEW_YORK, start) - start.astimezone(UTC) == timedelta(hours=10)
    start = local("2026-10-31T21:00:00")
    assert next_open(NEW_YORK, start) - start.astimezone(UTC) == timedelta(hours=12)


def test_the_opening_ends_where_the_first_zone_leaves():
    assert closes_at(COASTS, local("2026-11-20T12:00:00")) == local("2026-11-20T21:00:00")
    assert closes_at(COASTS, local("2026-11-20T22:00:00")) is None


def test_zones_that_are_never_awake_together_have_no_opening():
    window = Window(time(9), time(12))
    zones = ("America/New_York", "Asia/Tokyo")
    assert next_open(zones, local("2026-11-20T12:00:00"), window) is None


def test_a_window_may_run_to_midnight_or_round_the_clock():
    assert is_open(NEW_YORK, local("2026-11-20T23:59:59"), Window(time(8), time(0)))
    assert closes_at(NEW_YORK, local("2026-11-20T23:00:00"), Window(time(8), time(0))) == local(
        "2026-11-21T00:00:00"
    )
    always = Window(time(0), time(0))
    assert closes_at(NEW_YORK, local("2026-11-20T23:00:00"), always) is None


@pytest.mark.parametrize(
    ("start", "end"), [(time(9), time(9)), (time(21), time(8)), (time(8, 0, 1), time(21))]
)
def test_a_window_that_makes_no_sense_is_refused(start, end):
    with pytest.raises(ValueError, match="window"):
        Window(start, end)


def test_a_moment_without_zone_and_a_zone_without_place_are_refused():
    with pytest.raises(ValueError, match="aware"):
        is_open(NEW_YORK, datetime(2026, 11, 20, 12))  # noqa: DTZ001
    with pytest.raises(ZoneInfoNotFoundError):
        is_open(("Nowhere/Here",), local("2026-11-20T12:00:00"))


def test_every_area_code_has_an_opening_every_day():
    zone_sets = {zones_of_area_code(npa) for npa in area_codes()} | {anywhere_zones("CA")}
    for month in range(1, 13):
        at = datetime(2026, month, 8, tzinfo=UTC)
        for zones in zone_sets:
            opens = next_open(zones, at)
            assert opens - at < timedelta(days=1)
            assert opens == at or closes_at(zones, opens) - opens >= timedelta(hours=5)


CHANGE_DAYS = [datetime(2026, 3, 8), datetime(2026, 11, 1), datetime(2026, 3, 29), datetime(2026, 10, 25)]  # noqa: DTZ001
MOMENTS = st.builds(
    lambda day, seconds: day.replace(tzinfo=UTC) + timedelta(seconds=seconds),
    st.sampled_from([*CHANGE_DAYS, datetime(2026, 4, 5), datetime(2026, 4, 24), datetime(2026, 10, 4)]),  # noqa: DTZ001
    st.integers(-90_000, 180_000),
)
WINDOWS = st.sampled_from(
    [
        Window(),
        Window(time(9), time(20)),
        Window(time(1, 30), time(2, 30)),
        Window(time(2, 15), time(3)),
        Window(time(0), time(1)),
    ]
)
ZONES = st.lists(
    st.sampled_from([*COASTS, "Europe/London", "Pacific/Honolulu", *ODD_ZONES]), min_size=1, max_size=3
)


def inside(zones, at, window):
    return all(window.start <= at.astimezone(ZoneInfo(zone)).time() < window.end for zone in zones)


@settings(max_examples=150, deadline=None)
@given(ZONES, MOMENTS, WINDOWS)
def test_around_clock_changes_the_answers_are_those_of_watching_every_clock(zones, at, window):
    """Walks minute by minute: the next opening and the closing are the first minutes that differ."""
    assert is_open(zones, at, window) == inside(zones, at, window)
    opens = next_open(zones, at, window)
    whole = at.replace(second=0, microsecond=0)
    minutes = (whole + timedelta(minutes=minute) for minute in range(1, 60 * 30))
    if is_open(zones, at, window):
        assert opens == at
        assert closes_at(zones, at, window) == next(m for m in minutes if not inside(zones, m, window))
    else:
        first = next((m for m in minutes if inside(zones, m, window)), None)
        assert opens == first if first else (opens is None or opens >= whole + timedelta(hours=30))


def test_a_batch_of_500_costs_next_to_nothing():
    at = local("2026-11-20T22:00:00")
    zones = anywhere_zones("US")
    started = stopwatch.perf_counter()
    for second in range(500):
        next_open(zones, at + timedelta(milliseconds=second))
    assert stopwatch.perf_counter() - started < 0.5
