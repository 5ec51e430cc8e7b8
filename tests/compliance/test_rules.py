"""Which rules hold for whom, and since when."""

import hashlib
from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from apps.common.area_codes import area_codes
from apps.compliance import holidays, rules
from apps.compliance.holidays import easter, is_holiday
from apps.compliance.models import TextingRule
from apps.compliance.places import place_of
from apps.compliance.rules import Book, Cap

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
# Changing a table without a new RULESET would make two rule sets of one name: change both, or none.
VERSIONS = {"2026.2": "9e47c5b79a9c2492eea0b9b0dc2959f21f2e8f2b4f92a9bb5b8fc59cbc1937a6"}
MIAMI, TULSA, SEATTLE, NEW_YORK, MOBILE = (
    "+13055552001",
    "+19185552001",
    "+12065552001",
    "+12125552001",
    "+12515552001",
)


def names(phone: str, at: datetime = NOW, book: Book | None = None) -> set[str]:
    book = book or Book(rules.RULESET, rules.shipped())
    return {rule.name for rule in book.of(place_of(phone)) if rule.covers(at.date())}


def test_a_changed_table_has_a_new_version() -> None:
    content = rules.SOURCE.read_bytes() + holidays.SOURCE.read_bytes()
    assert hashlib.sha256(content).hexdigest() == VERSIONS[rules.RULESET]


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        (NEW_YORK, {"US"}),
        (MIAMI, {"US", "US-FL@2021-07-01"}),
        (TULSA, {"US", "US-OK@2022-11-01"}),
        ("+12025552001", {"US"}),  # the district has no rule of its own
        ("+17875552001", {"US"}),  # Puerto Rico counts as the US
        ("+18005550001", {"US"}),  # no place: the nation's rules
        ("+14165552001", {"CA"}),
        ("+447400123456", {"GB"}),
        ("+972501234567", {"IL"}),
        ("+27821234567", {"ZA"}),
        ("+4915112345678", {"*"}),  # a country without a row keeps to the convention
        ("+18765552001", {"*"}),  # Jamaica is not the US, +1 or not
    ],
)
def test_the_rules_of_a_number_are_told_by_its_area_code(phone: str, expected: set[str]) -> None:
    assert names(phone) == expected


def test_oregon_has_its_rule_since_2026() -> None:
    portland = "+15035552001"
    assert names(portland, datetime(2025, 12, 31, tzinfo=UTC)) == {"US"}
    assert names(portland, datetime(2026, 1, 1, tzinfo=UTC)) == {"US", "US-OR@2026-01-01"}


def test_every_area_code_has_rules_that_open() -> None:
    book = Book(rules.RULESET, rules.shipped())
    friday = date(2026, 11, 20)
    for npa in area_codes():
        found = book.of(place_of(f"+1{npa}5552001"))
        assert found and all(rule.on(friday) for rule in found), npa


def test_three_texts_a_day_in_the_states_that_say_so() -> None:
    book = Book(rules.RULESET, rules.shipped())
    assert book.capped == {"US-FL", "US-MD", "US-OK", "US-OR"}
    assert {rule.cap for rule in book.rules if rule.cap} == {Cap(3, 24)}


@pytest.mark.parametrize(
    ("place", "day", "rests"),
    [
        ("US-AL", date(2026, 12, 25), True),
        ("US-AL", date(2026, 7, 3), True),  # the Fourth is a Saturday: Friday is observed
        ("US-AL", date(2026, 7, 4), True),
        ("US-AL", date(2027, 7, 5), True),  # a Sunday: Monday
        ("US-AL", date(2026, 11, 26), True),  # Thanksgiving
        ("US-AL", date(2026, 11, 27), False),
        ("US-LA", date(2026, 11, 27), True),  # Acadian Day
        ("US-LA", date(2026, 2, 17), True),  # Mardi Gras
        ("US-UT", date(2026, 7, 24), True),
        ("US-AL", date(2026, 7, 24), False),
        ("US-RI", date(2026, 8, 10), True),
        ("US-AL", date(2021, 12, 31), True),  # New Year 2022 is a Saturday
        ("ZA", date(2026, 4, 3), True),  # Good Friday
        ("ZA", date(2026, 4, 6), True),  # Family Day
        ("ZA", date(2026, 8, 10), True),  # Women's Day on a Sunday
        ("ZA", date(2026, 12, 26), True),
        ("ZA", date(2026, 12, 28), False),  # a Saturday moves nothing there
        ("ZA", date(2026, 7, 4), False),
    ],
)
def test_legal_holidays(place: str, day: date, rests: bool) -> None:
    assert is_holiday(place, day) is rests


def test_easter() -> None:
    known = {2000: (4, 23), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2038: (4, 25), 2049: (4, 18)}
    assert {year: (easter(year).month, easter(year).day) for year in known} == known


@pytest.mark.django_db
def test_a_governor_s_emergency_holds_from_the_next_batch_on_and_names_itself() -> None:
    assert rules.book().version == rules.RULESET
    ban = {"mon_fri": "none", "sat": "none", "sun": "none", "law": "Proclamation 12 JBE 2026"}
    row = TextingRule.objects.create(place="US-LA", since=date(2026, 11, 1), until=date(2026, 11, 30), **ban)
    book = rules.book()
    assert book.version == f"{rules.RULESET}+{row.pk}" == rules.version_in_use()
    assert f"US-LA#{row.pk}" in names("+15045552001", book=book)
    row.until = date(2026, 11, 19)
    row.save()
    assert f"US-LA#{row.pk}" not in names("+15045552001", book=rules.book())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"mon_fri": "8-9"}, "mon_fri"),
        ({"sat": "21:00-08:00"}, "sat"),
        ({"sun": "25:00-26:00"}, "sun"),
        ({"cap": 3}, "cap_hours"),
        ({"cap_hours": 24}, "cap"),
        ({"cap": 3, "cap_hours": 169}, "cap_hours"),
        ({"since": date(2026, 2, 1), "until": date(2026, 1, 1)}, "until"),
    ],
)
@pytest.mark.django_db
def test_a_rule_that_cannot_be_is_refused_at_its_field(values: dict[str, object], field: str) -> None:
    row = TextingRule(place="US-LA", law="x", **values)
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert field in error.value.message_dict


def test_rhode_island_is_the_strictest() -> None:
    (state,) = [rule for rule in rules.shipped() if rule.place == "US-RI"]
    friday, sunday = state.on(date(2026, 11, 20)), state.on(date(2026, 11, 22))
    assert friday and sunday
    assert (friday.start, friday.end, sunday.start, sunday.end) == (time(9), time(18), time(10), time(17))
