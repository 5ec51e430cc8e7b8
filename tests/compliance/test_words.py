"""Promises about reading what people text back."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.compliance.lexicon import keywords
from apps.compliance.typos import LOOK_ALIKES, TYPED_WRONG, one_slip
from apps.compliance.words import Meaning, classify

DATA = Path(__file__).parents[1] / "data"
VECTORS = json.loads((DATA / "optout_vectors.json").read_text())["vectors"]
SAID = json.loads((DATA / "replies.json").read_text())
REPLIES = [(text, meaning) for meaning, texts in SAID.items() for text in texts]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["text"])
def test_a_reply_is_read_as_the_policy_says(vector):
    assert classify(vector["text"]).meaning == vector["expect"]


@pytest.mark.parametrize(("text", "meaning"), REPLIES)
def test_what_alice_and_bob_really_write_is_understood(text, meaning):
    assert classify(text).meaning == meaning


@pytest.mark.parametrize("keyword", keywords().values(), ids=lambda keyword: keyword.word)
def test_each_keyword_is_exact_in_any_dress(keyword):
    for text in (
        keyword.word,
        keyword.word.upper(),
        f" “{keyword.word.title()}”!! ",
        f"{keyword.word}\u200b.",
    ):
        reading = classify(text)
        assert (reading.meaning, reading.matched, reading.exact) == (keyword.meaning, keyword.word, True)


def test_td_is_no_opt_out_by_default():
    assert "td" not in keywords()
    assert classify("TD").meaning is Meaning.none


def test_words_with_another_use_say_so():
    assert classify("YES").ambiguous
    assert classify("Go!").ambiguous
    assert classify("END").ambiguous
    assert classify("cancel").ambiguous
    assert not classify("STOP").ambiguous
    assert not classify("START").ambiguous


def test_what_decided_is_named():
    assert classify("stpo").matched == "stop"
    assert classify("“Stôp”").matched == "stop"
    assert not classify("stpo").exact
    assert not classify("please stop").exact
    assert classify("Wrong number. Take me off your list!").matched == "take me off your list"
    assert classify("hello").matched == ""


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["stop", "unsubscribe", "optout"]),
    st.integers(0, 9),
    st.sampled_from(["drop", "double", "swap"]),
)
def test_any_slip_of_the_thumb_on_an_opt_out_word_is_forgiven(word, at, slip):
    at %= len(word) - 1
    kinds = {
        "drop": word[:at] + word[at + 1 :],
        "double": word[: at + 1] + word[at:],
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }
    typed = kinds[slip]
    assert typed in LOOK_ALIKES or classify(typed).meaning is Meaning.opt_out


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_one_slip_is_distance_one(typed, meant):
    def distance(a, b):
        if not a or not b:
            return len(a) + len(b)
        steps = [distance(a[1:], b) + 1, distance(a, b[1:]) + 1, distance(a[1:], b[1:]) + (a[0] != b[0])]
        if a[:2] == b[1::-1] and len(a) > 1 and len(b) > 1:
            steps.append(distance(a[2:], b[2:]) + 1)
        return min(steps)

    assert one_slip(typed, meant) == (distance(typed, meant) <= 1)


def test_no_look_alike_is_a_keyword():
    assert not LOOK_ALIKES & (set(TYPED_WRONG) | set(keywords()))


@pytest.mark.parametrize("word", sorted(LOOK_ALIKES))
def test_a_real_word_one_letter_away_is_no_opt_out(word):
    assert classify(word).meaning is not Meaning.opt_out


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert classify(text).meaning in Meaning


@settings(max_examples=200, deadline=None)
@given(st.text("stopremvunab ilyx.,!\n’“👎", max_size=80))
def test_no_likely_text_is_refused(text):
    reading = classify(text)
    assert (reading.meaning is Meaning.none) == (reading.matched == "")


def test_hostile_and_long_texts_take_no_time():
    started = time.perf_counter()
    for text in (
        *(
            "stop " * 20_000,
            "a" * 100_000,
            "s " * 20_000,
            "stop the " * 9000,
            "i want to " * 5000,
            ". " * 50_000,
        ),
        *(
            "stop. " * 10_000,
            "\u0301" * 90_000,
            "remove me off " * 4000,
            "i dont want to receive " * 2000,
            "“" * 50_000,
        ),
        *(
            "no me envien mas " * 3000,
            "unsubscribe " * 9000,
            "reacted to “" * 5000,
            "f " * 9000,
            "stop\n" * 9000,
        ),
    ):
        classify(text)
    assert time.perf_counter() - started < 2


def test_what_stands_beyond_1600_characters_is_not_read():
    assert classify("hello " * 300 + ". STOP").meaning is Meaning.none
