"""Who starts the demo while America sleeps is told why texts wait, and how to rehearse a day."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from apps.common.area_codes import NOT_A_STATE, area_codes
from apps.compliance import hours, rules
from apps.compliance.places import place_of
from config import night
from config.welcome import welcome

pytestmark = pytest.mark.django_db  # the rules in force may be the installation's own

MORNING_IN_BERLIN = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)  # 3:00 in New York, midnight in Los Angeles
ALICE = {"url": "http://alice", "email": "alice@example.com", "password": "her own"}
NOON_IN_DENVER = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)


def proposed(lines: list[str]) -> int:
    found = re.search(r"CLOCK_SHIFT=(\d+) make run", "\n".join(lines))
    assert found
    return int(found[1])


@pytest.mark.parametrize("hour", range(24))
def test_the_shift_proposed_brings_a_day_with_hours_left(hour: int) -> None:
    now = MORNING_IN_BERLIN + timedelta(hours=hour)
    if lines := night.advice(now):
        day = now + timedelta(seconds=proposed(lines))
        assert not night.advice(day) and not night.advice(day + timedelta(minutes=50))


def test_on_a_workday_guam_and_hawaii_are_awake_then_too() -> None:
    monday = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    day = monday + timedelta(seconds=proposed(night.advice(monday)))
    book = rules.book()
    for number in ("+16715550011", "+18085550100", "+19075550100", "+17875550100"):
        place = place_of(number)
        assert hours.opening(hours.clocks(place.zones, *book.of(place)), day) == day, number


def test_few_states_are_named() -> None:
    saturday_evening = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    assert "phones in RI wait" in "\n".join(night.advice(saturday_evening))
    assert "states wait" in "\n".join(night.advice(MORNING_IN_BERLIN))


def test_the_hour_proposed_is_open_at_every_continental_area_code() -> None:
    day = MORNING_IN_BERLIN + timedelta(seconds=proposed(night.advice(MORNING_IN_BERLIN)))
    book = rules.book()
    for npa, code in area_codes().items():
        if code.state not in NOT_A_STATE | {"AK", "HI"} and code.country == "US":
            place = place_of(f"+1{npa}5550100")
            assert hours.opening(hours.clocks(place.zones, *book.of(place)), day) == day, npa


@override_settings(PORT=8010, CARRIER_PORT=8101)
def test_the_command_keeps_the_ports_that_were_given() -> None:
    told = "\n".join(night.advice(MORNING_IN_BERLIN))
    assert re.search(r"PORT=8010 CARRIER_PORT=8101 CLOCK_SHIFT=\d+ make run", told)


def test_the_welcome_says_by_how_much_the_clock_is_moved() -> None:
    assert "The clock is moved" not in welcome("http://alice", None, NOON_IN_DENVER)
    with override_settings(CLOCK_SHIFT=32400.0):
        assert "The clock is moved by 9 hours." in welcome("http://alice", None, NOON_IN_DENVER)


def test_a_clock_that_is_moved_already_is_moved_on() -> None:
    plain = proposed(night.advice(MORNING_IN_BERLIN))
    with override_settings(CLOCK_SHIFT=7200.0):
        assert proposed(night.advice(MORNING_IN_BERLIN)) == plain + 7200


def test_the_welcome_says_how_to_reply_as_a_phone() -> None:
    told = welcome("http://alice", {**ALICE, "sender": "+12025550100"}, NOON_IN_DENVER)
    found = re.search(r"curl (\S+)/inbound -d '(.*)'", told)
    assert found and found[1] == settings.VIRTUAL_CARRIER_URL
    assert json.loads(found[2]) == {"from": "+14155550123", "to": "+12025550100", "body": "STOP"}


def test_the_welcome_is_silent_by_day_and_speaks_at_night() -> None:
    assert "CLOCK_SHIFT" not in welcome("http://alice", ALICE, NOON_IN_DENVER)
    assert "CLOCK_SHIFT" in welcome("http://alice", ALICE, MORNING_IN_BERLIN)
    assert "CLOCK_SHIFT" not in welcome("http://alice", None, MORNING_IN_BERLIN)
