"""Promises about phone numbers."""

import csv
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.common.area_codes import anywhere_zones, area_codes
from apps.common.phones import normalise, region_of, zones_of

CONTACTS = Path(__file__).parents[1] / "data" / "contacts_20k.csv"


def verdict(raw, region="US"):
    """What phonenumbers alone would say, under the refusals that normalise documents."""
    try:
        number = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None if e164.startswith("+1310") and len(e164) == 9 else e164


@pytest.mark.parametrize(
    "written",
    [
        "4155550001",
        "14155550001",
        "+14155550001",
        " +14155550001 ",
        "(415) 555-0001",
        "1 (415) 555-0001",
        "415.555.0001",
        "415-555-0001",
        "415 555\u00a00001",
        "415\u2013555\u20110001",
        "\u202a+1 415 555 0001\u202c",
        "tel:+14155550001",
        "TEL: 415-555-0001",
        "4155550001",
        "+14155550001\n",
        "011 1 415 555 0001",
        "415-555-0001.",
    ],
)
def test_marias_number_is_understood_however_she_writes_it(written):
    assert normalise(written) == "+14155550001"


@pytest.mark.parametrize(
    "junk",
    [
        "",
        " ",
        "n/a",
        "call me",
        "jane@example.com",
        "+1abc",
        "12345",
        "+12345",
        "555-1234",
        "310-1234",
        "4.15555E+09",
        "415\x005550001",
        "415-555-0001 x123",
        "415-555-0001,,123",
        "415-555-0001;123",
        "1-800-FLOWERS",
        "115-555-0001",
        "415-155-0001",
        "41555500011",
        "4155550001 / 4155550002",
        "\ud800",
        None,
        4155550001,
        b"4155550001",
        float("nan"),
    ],
)
def test_what_cannot_be_a_phone_is_refused(junk):
    assert normalise(junk) is None


def test_ten_thousand_characters_are_refused_at_once():
    started = time.perf_counter()
    for junk in ("4" * 10_000, " " * 10_000, "(" * 10_000, "+1" * 5_000):
        assert normalise(junk) is None
    assert time.perf_counter() - started < 0.1


@pytest.mark.parametrize(
    ("raw", "region", "expected"),
    [
        ("020 7946 0958", "GB", "+442079460958"),
        ("00 1 415 555 0001", "gb", "+14155550001"),
        ("+1 415 555 0001", "GB", "+14155550001"),
        ("4155550001", "GB", None),
        ("050-234-5678", "IL", "+972502345678"),
        ("082 123 4567", "ZA", "+27821234567"),
        ("416 555 0001", "CA", "+14165550001"),
        ("+44 20 7946 0958", "US", "+442079460958"),
        ("+39 06 6982 0000", "US", "+390669820000"),
        ("4155550001", "nowhere", None),
    ],
)
def test_a_number_without_country_code_belongs_to_the_default_country(raw, region, expected):
    assert normalise(raw, region) == expected


@pytest.mark.parametrize("line", range(100))
def test_the_sandbox_numbers_are_valid(line):
    assert normalise(f"415555{line:04}") == f"+1415555{line:04}"
    assert normalise(f"+1212555{100 + line:04}") == f"+1212555{100 + line:04}"


@settings(max_examples=1500, deadline=None)
@given(st.integers(2_000_000_000, 9_999_999_999), st.sampled_from(["{}", "1{}", "+1{}", "+{}", " tel:+1{}"]))
def test_the_fast_path_agrees_with_phonenumbers_on_ten_digits(digits, form):
    raw = form.format(digits)
    assert normalise(raw) == verdict(raw)


@settings(max_examples=1500, deadline=None)
@given(
    st.text("0123456789+()-. \u00a05", max_size=18),
    st.sampled_from(["US", "GB", "IL", "ZA", "DO", "PR", "CA"]),
)
def test_the_fast_path_agrees_with_phonenumbers_on_any_digits(raw, region):
    assert normalise(raw, region) == verdict(raw, region)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=40), st.text(max_size=3))
def test_no_text_whatever_raises(raw, region):
    assert normalise(raw, region) in (None, verdict(raw, region.upper()))


def test_each_area_code_agrees_with_phonenumbers_on_every_kind_of_exchange():
    for npa in range(200, 1000):
        for exchange in range(200, 1000, 61):
            raw = f"{npa}{exchange}0123"
            assert normalise(raw) == verdict(raw), raw


def test_a_normalised_number_stays_as_it_is():
    for raw in ("4155550001", "+44 20 7946 0958", "+972501234567"):
        once = normalise(raw)
        assert normalise(once) == once


def test_the_messy_export_holds_827_junk_rows_and_17985_phones():
    with CONTACTS.open(encoding="utf-8-sig", newline="") as lines:
        phones = [normalise(row["Phone Number"]) for row in csv.DictReader(lines)]
    assert len(phones) == 20_000
    assert phones.count(None) == 827
    assert len(set(phones) - {None}) == 17_985


@pytest.mark.parametrize(
    ("e164", "region"),
    [
        ("+14155550001", "US"),
        ("+14165550001", "CA"),
        ("+17875550001", "PR"),
        ("+13405550001", "VI"),
        ("+16715550001", "GU"),
        ("+16845550001", "AS"),
        ("+16705550001", "MP"),
        ("+18095550001", "DO"),
        ("+18005550001", "US"),
        ("+442079460958", "GB"),
        ("+27821234567", "ZA"),
        ("+972501234567", "IL"),
        ("+80012345678", ""),
        ("+999", ""),
        ("", ""),
        ("Maria", ""),
    ],
)
def test_a_number_says_its_country(e164, region):
    assert region_of(e164) == region


@pytest.mark.parametrize(
    ("e164", "zones"),
    [
        ("+14155550001", ("America/Los_Angeles",)),
        ("+12195550001", ("America/Chicago", "America/New_York")),
        ("+442079460958", ("Europe/London",)),
        ("+447911123456", ("Europe/London",)),
        ("+27821234567", ("Africa/Johannesburg",)),
        ("+972501234567", ("Asia/Jerusalem",)),
        ("+14415550001", ("Atlantic/Bermuda",)),
        ("+33612345678", ("Europe/Paris",)),
        ("+80012345678", ()),
        ("Maria", ()),
    ],
)
def test_a_number_says_every_zone_it_may_be_in(e164, zones):
    assert zones_of(e164) == zones


def test_a_toll_free_number_may_be_in_any_state():
    assert zones_of("+18005550001") == anywhere_zones("US")
    assert {"America/New_York", "America/Los_Angeles", "Pacific/Honolulu"} <= set(zones_of("+18885550001"))


def test_every_zone_of_every_area_code_is_a_real_one():
    names = {zone for npa in area_codes() for zone in zones_of(f"+1{npa}5550001")}
    assert all(ZoneInfo(name).key == name for name in names)
