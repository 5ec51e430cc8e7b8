"""The gates of time: what holds whom until when, and from what it was decided."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from apps.accounts.models import Workspace
from apps.compliance.models import TextingRule
from apps.compliance.timing import closes, open_hours, quiet_hours
from apps.compliance.verdicts import Hold, Refuse, Verdict
from tests.compliance.candidates import One, local, rule, told

pytestmark = pytest.mark.django_db

NEW_YORK, MIAMI, HOUSTON, PROVIDENCE, MOBILE, PENSACOLA = (
    "+12125552001",
    "+13055552001",
    "+17135552001",
    "+14015552001",
    "+12515552001",
    "+18505552001",
)
LONDON, CAPE_TOWN, JERUSALEM, TORONTO = "+447400123456", "+27821234567", "+972501234567", "+14165552001"


def quiet(phone: str, at: datetime, kind: str = "marketing") -> Verdict:
    return quiet_hours(Workspace(), [One(phone, kind)], at)[0]


@pytest.mark.parametrize(
    ("phone", "zone", "clock", "opens"),
    [
        (NEW_YORK, "America/New_York", "2026-11-20 20:59", ""),
        (NEW_YORK, "America/New_York", "2026-11-20 21:00", "2026-11-21 08:00"),
        (MIAMI, "America/New_York", "2026-11-20 19:59", ""),
        (MIAMI, "America/New_York", "2026-11-20 20:00", "2026-11-21 08:00"),
        (HOUSTON, "America/Chicago", "2026-11-20 08:30", "2026-11-20 09:00"),
        (HOUSTON, "America/Chicago", "2026-11-22 11:59", "2026-11-22 12:00"),  # Sundays from noon
        (PROVIDENCE, "America/New_York", "2026-11-20 18:00", "2026-11-21 10:00"),
        (PROVIDENCE, "America/New_York", "2026-11-25 18:00", "2026-11-27 09:00"),  # over Thanksgiving
        (MOBILE, "America/Chicago", "2026-11-21 20:00", "2026-11-23 08:00"),  # no Sundays in Alabama
        (LONDON, "Europe/London", "2026-11-20 21:30", "2026-11-21 08:00"),
        (JERUSALEM, "Asia/Jerusalem", "2026-11-20 07:59", "2026-11-20 08:00"),
        (TORONTO, "America/Toronto", "2026-11-20 22:00", "2026-11-21 08:00"),
        (CAPE_TOWN, "Africa/Johannesburg", "2026-11-20 20:00", "2026-11-21 09:00"),
        (CAPE_TOWN, "Africa/Johannesburg", "2026-11-21 13:00", "2026-11-23 08:00"),  # Saturdays until one
        # Heritage Day and a weekend; Christmas Friday, the Saturday after, and Sunday
        (CAPE_TOWN, "Africa/Johannesburg", "2026-12-24 20:00", "2026-12-28 08:00"),
    ],
)
def test_the_law_of_the_place_says_when(phone: str, zone: str, clock: str, opens: str) -> None:
    verdict = quiet(phone, local(clock, zone))
    assert isinstance(verdict, Hold) is bool(opens)
    if isinstance(verdict, Hold):
        assert verdict.until == local(opens, zone)


@pytest.mark.parametrize(
    ("evening", "morning", "hours"),
    [("2026-03-07 21:00", "2026-03-08 08:00", 10), ("2026-10-31 21:00", "2026-11-01 08:00", 12)],
)
def test_the_night_of_the_clock_change_is_an_hour_off_and_the_morning_is_right(
    evening: str, morning: str, hours: int
) -> None:
    verdict = quiet(NEW_YORK, local(evening))
    assert isinstance(verdict, Hold) and verdict.until == local(morning)
    assert verdict.until - local(evening).astimezone(UTC) == timedelta(hours=hours)


def test_britain_and_america_change_their_clocks_on_different_days() -> None:
    # 2026-10-25 London is back on GMT, New York still on daylight time until November.
    assert rule(quiet(LONDON, datetime(2026, 10, 25, 8, 0, tzinfo=UTC))) == ""
    assert rule(quiet(LONDON, datetime(2026, 10, 24, 7, 0, tzinfo=UTC))) == ""
    assert rule(quiet(LONDON, datetime(2026, 10, 25, 7, 0, tzinfo=UTC))) == "quiet_hours"
    assert rule(quiet(NEW_YORK, datetime(2026, 10, 25, 12, 0, tzinfo=UTC))) == ""


def test_an_area_code_in_two_zones_needs_both_open() -> None:
    # 850: Pensacola on Central, Tallahassee on Eastern time; Florida closes at 20:00.
    assert rule(quiet(PENSACOLA, local("2026-11-20 08:30"))) == "quiet_hours"
    assert rule(quiet(PENSACOLA, local("2026-11-20 09:00"))) == ""
    assert rule(quiet(PENSACOLA, local("2026-11-20 20:00"))) == "quiet_hours"


def test_a_hold_says_from_what_it_was_decided() -> None:
    verdict = quiet(PENSACOLA, local("2026-11-20 20:30"))
    assert isinstance(verdict, Hold)
    assert verdict.reason == "It is outside 8:00 to 20:00 where the phone may be (US-FL)."
    assert told(verdict) == {
        "rules": ("US", "US-FL@2021-07-01"),
        "local": ("Fri 19:30 America/Chicago", "Fri 20:30 America/New_York"),
        "ruleset": "2026.2",
    }


def test_answers_go_at_any_hour() -> None:
    midnight = local("2026-11-20 00:00")
    assert [rule(quiet(MIAMI, midnight, kind)) for kind in ("marketing", "direct", "reply", "system")] == [
        "quiet_hours",
        "quiet_hours",
        "",
        "",
    ]


def test_the_opening_ends_with_the_narrowest_rule() -> None:
    assert closes(MIAMI, local("2026-11-20 12:00")) == local("2026-11-20 20:00")
    assert closes(MIAMI, local("2026-11-20 21:00")) is None


def test_an_emergency_closes_louisiana_at_once() -> None:
    noon, orleans = local("2026-11-20 12:00", "America/Chicago"), "+15045552001"
    assert quiet(orleans, noon) is None
    closed = dict.fromkeys(("mon_fri", "sat", "sun"), "none")
    row = TextingRule.objects.create(place="US-LA", until=date(2026, 11, 22), law="Proclamation", **closed)
    verdict = quiet(orleans, noon)
    assert isinstance(verdict, Hold) and verdict.until == local("2026-11-23 08:00", "America/Chicago")
    assert f"US-LA#{row.pk}" in told(verdict)["rules"] and told(verdict)["ruleset"] == f"2026.2+{row.pk}"
    assert quiet(NEW_YORK, noon) is None


OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")


def own(phone: str, at: datetime, forced: bool = False, **hours: str) -> Verdict:
    workspace = Workspace(timezone="America/New_York", open_hours=hours or OFFICE)
    return open_hours(workspace, [One(phone, forced=forced)], at)[0]


def test_without_open_hours_only_the_law_holds() -> None:
    midnight = local("2026-11-20 00:00")
    assert open_hours(Workspace(), [One(NEW_YORK)], midnight) == [None]


def test_acme_s_text_of_friday_evening_goes_on_monday() -> None:
    verdict = own(NEW_YORK, local("2026-11-20 17:00"))
    assert isinstance(verdict, Hold) and verdict.rule == "open_hours"
    assert verdict.until == local("2026-11-23 09:00")
    assert told(verdict)["zone"] == "America/New_York"


def test_it_waits_for_an_hour_that_is_acme_s_and_the_law_s() -> None:
    honolulu = "+18085552001"  # 8:00 there is 13:00 in New York
    verdict = own(honolulu, local("2026-11-20 10:00"))
    assert isinstance(verdict, Hold) and verdict.until == local("2026-11-20 13:00")


def test_a_week_that_the_law_never_allows_is_refused_and_says_so() -> None:
    verdict = own("+18085552001", local("2026-11-20 10:00"), mon="09:00-10:00")
    assert isinstance(verdict, Refuse) and verdict.rule == "open_hours" and verdict.temporary


def test_forcing_overrides_acme_s_hours_and_never_the_law_s() -> None:
    late = local("2026-11-20 22:00")
    assert own(NEW_YORK, late, forced=True) is None
    assert rule(quiet_hours(Workspace(), [One(NEW_YORK, forced=True)], late)[0]) == "quiet_hours"


def test_inside_acme_s_hours_a_text_goes() -> None:
    assert own(NEW_YORK, local("2026-11-20 09:00")) is None


def test_a_thousand_numbers_are_judged_as_one_by_one() -> None:
    at = datetime(2026, 11, 20, 1, 30, tzinfo=ZoneInfo("UTC"))
    phones = [f"+1{npa}5552001" for npa in (212, 305, 713, 401, 251, 850, 808, 907, 800)] * 100
    batch = quiet_hours(Workspace(), [One(phone) for phone in phones], at)
    assert batch == [quiet(phone, at) for phone in phones]
