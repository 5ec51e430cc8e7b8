"""Promises about SMS parts, held against a published calculator's answers."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.copywriting.encoding import measure, smarten
from apps.copywriting.gsm import BASIC, EXTENSION

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "segment_vectors.json").read_text())["vectors"]
AGREED = [vector for vector in VECTORS if vector["agrees"]]


@pytest.mark.parametrize("vector", AGREED, ids=lambda vector: vector["id"])
def test_a_text_takes_the_parts_that_the_published_calculator_says(vector):
    text = smarten(vector["text"]) if vector["smart_encoding"] else vector["text"]
    measured = measure(text)
    assert (measured.encoding, measured.parts) == (vector["encoding"], vector["segments"])
    assert vector["normalized_text"] in (None, text)


def test_the_alphabet_has_127_plain_and_10_double_characters():
    assert len(set(BASIC)) == len(BASIC) == 127  # 128 places less the escape
    assert len(set(EXTENSION)) == len(EXTENSION) == 10


def test_an_empty_text_is_one_part():
    assert (measure("").parts, measure("").units, measure("").limit) == (1, 0, 160)


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("Hi Maria", None),
        ("Hi Maria’s “friend”", "’"),
        ("50% off 🎉", "🎉"),
        ("e\u0301", "\u0301"),
        ("€5 [ok]", None),
    ],
)
def test_the_character_that_raises_the_price_is_named(text, culprit):
    assert measure(text).culprit == culprit


@pytest.mark.parametrize(
    ("text", "units", "limit"),
    [
        ("a" * 160, 160, 160),
        ("a" * 161, 161, 153),
        ("я" * 70, 70, 70),
        ("я" * 71, 71, 67),
        ("😀", 2, 70),
        ("€", 2, 160),
    ],
)
def test_units_and_the_size_of_a_part(text, units, limit):
    assert (measure(text).units, measure(text).limit) == (units, limit)


def test_half_an_emoji_is_measured_like_any_character():
    assert measure("\ud83d").encoding == "UCS-2"


@given(st.text(max_size=400))
def test_parts_hold_all_units_and_no_part_is_wasted(text):
    measured = measure(text)
    room = measured.parts * measured.limit
    assert measured.units <= room
    # A cut pair leaves at most one unit empty in each part, so one part fewer would not do.
    assert measured.parts == 1 or measured.units > (measured.parts - 1) * (measured.limit - 1)


@given(st.text(max_size=300))
def test_smartening_never_costs_a_part_beyond_its_longer_spellings(text):
    plain = smarten(text)
    assert smarten(plain) == plain
    if not set(text) & {"\t", "…", "‼"}:
        assert measure(plain).parts <= measure(text).parts


def test_smartening_keeps_accents_emoji_and_fractions():
    assert smarten("Señor Müller ½ 👨\u200d👩 שלום\u200f") == "Señor Müller ½ 👨\u200d👩 שלום\u200f"


def test_a_hundred_thousand_texts_are_cheap():
    texts = [f"Hi Maria{number}, your order is ready. Reply STOP to opt out" for number in range(100_000)]
    started = time.perf_counter()
    assert sum(measure(text).parts for text in texts) == 100_000
    assert time.perf_counter() - started < 5
