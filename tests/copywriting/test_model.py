"""AI copy by a model: whatever it does, three texts come back that may be sent, and the key stays secret."""

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import Settings

from apps.copywriting.encoding import measure
from apps.copywriting.models import ModelUse
from apps.copywriting.writer import checking, drafting
from apps.copywriting.writer.compose import variants
from tests.api.conftest import acme  # noqa: F401 - a fixture
from tests.api.keys import Caller
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.copywriting.model_server import KEY, Model, serving
from tests.world import World

ABOUT = "spring sale, 20% off shoes on Friday"
GOOD = (
    "Hi {first_name}! Our spring sale is on: 20% off shoes this Friday. Reply STOP to opt out.",
    "{first_name}, new shoes? 20% off on Friday only. Reply STOP to opt out.",
    "Hey {first_name}, Friday is shoe day: 20% off. Reply STOP to opt out.",
)


@pytest.fixture
def model(settings: Settings) -> Iterator[Model]:
    with serving(settings) as server:
        yield server


def fits(text: str) -> bool:
    size = measure(text)
    return (
        size.encoding == "GSM-7"
        and size.units <= 160
        and "{first_name}" in text
        and text.endswith(("STOP to opt out.", "STOP to end."))
    )


def drafted(world: World, description: str = ABOUT) -> drafting.Copy:
    copy = drafting.draft(world.acme.workspace, description)
    assert len(set(copy.texts)) == 3
    assert all(fits(text) for text in copy.texts), copy.texts
    return copy


def test_three_good_texts_are_taken_as_they_are(world: World, model: Model) -> None:
    model.writes(*GOOD)
    assert drafted(world) == drafting.Copy(list(GOOD), "model")
    (asked,) = model.asked
    assert (asked["path"], asked["model"], asked["max_tokens"]) == ("/v1/chat/completions", "small-1", 400)
    assert asked["messages"][1]["content"] == json.dumps({"description": ABOUT})
    assert model.keys == [f"Bearer {KEY}"]


@pytest.mark.parametrize(
    "around", ["```json\n%s\n```", "Sure! Here you are:\n%s\nAnything else?", '{"variants": %s}']
)
def test_words_around_the_array_do_no_harm(world: World, model: Model, around: str) -> None:
    model.writes(*GOOD)
    model.content = around % model.content
    assert drafted(world).writer == "model"


def test_a_numbered_list_is_read_too(world: World, model: Model) -> None:
    model.content = "\n".join(f"{n}. {text}" for n, text in enumerate(GOOD, 1))
    assert drafted(world).texts == list(GOOD)


def test_what_can_be_mended_is(world: World, model: Model) -> None:
    model.writes(
        "Hi {{ first_name }} — our “spring sale” is on… 20% off 👟\nthis Friday!",
        "20% off all shoes on Friday. Text STOP to unsubscribe.",
        "Hey [First Name], " + "come and see our shoes " * 12,
    )
    copy = drafted(world)
    assert copy.writer == "model"
    assert copy.texts[0].startswith('Hi {first_name} - our "spring sale" is on... 20% off')
    assert copy.texts[1] == "Hi {first_name}, 20% off all shoes on Friday. Reply STOP to opt out."


@pytest.mark.parametrize(
    "hostile",
    [
        "Hi {first_name}, claim your prize at https://evil.example/x now, it is all yours.",
        "Hi {first_name}, claim your prize at evil.top/x now, it is all yours.",
        "Hi {first_name}, call 1-900-555-0199 now to get your shoes at a discount.",
        "{first_name}",
        "Reply STOP to opt out.",
        "",
        "\x00\x01\x02",
        "}" * 500,
    ],
)
def test_what_is_hostile_or_empty_is_left_out_and_the_built_in_writer_fills_in(
    world: World, model: Model, hostile: str
) -> None:
    model.writes(hostile, GOOD[0])
    copy = drafted(world)
    assert copy.writer == "model, built-in"
    assert copy.texts == [GOOD[0], *variants(ABOUT)[1:]]


def test_other_fields_and_words_against_leaving_go(world: World, model: Model) -> None:
    model.writes(
        "Hi {first_name}, {custom.secret} {{phone}} shoes on Friday. Do not reply STOP, it is ignored.",
        GOOD[1],
        GOOD[2],
    )
    text = drafted(world).texts[0]
    assert text.count("{") == 1
    assert "ignored" not in text


def test_a_link_and_a_number_that_were_asked_for_stay(world: World, model: Model) -> None:
    model.writes("Hi {first_name}, look at https://shoes.example/s or call 415-555-0100 today!", *GOOD[1:])
    asked = f"{ABOUT}, link https://shoes.example/s, phone (415) 555-0100"
    assert "https://shoes.example/s or call 415-555-0100" in drafted(world, asked).texts[0]


def test_twice_the_same_counts_once_and_a_fourth_is_left(world: World, model: Model) -> None:
    model.writes(GOOD[0], GOOD[0].upper().replace("{FIRST_NAME}", "{first_name}"), GOOD[1])
    assert drafted(world).writer == "model, built-in"
    model.writes(*GOOD, "Hi {first_name}, a fourth one that nobody asked for at all.")
    assert drafted(world).texts == list(GOOD)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"raw": b"not json"}, "error"),
        ({"raw": b"{}"}, "error"),
        ({"raw": b'{"choices": [{"message": {"content": 7}}]}'}, "error"),
        ({"raw": b"[" * 60_000}, "error"),
        ({"raw": b" " * 100_000}, "error"),
        ({"status": 500}, "error"),
        ({"status": 429}, "error"),
        ({"status": 307, "location": "http://127.0.0.1:9/"}, "error"),
        ({"content": "I cannot help with that."}, "unusable"),
        ({"content": "[1, null, {}]"}, "unusable"),
        ({"content": '["cut of'}, "unusable"),
        ({"drip": 0.05, "content": "[]"}, "timeout"),
    ],
)
def test_a_model_in_disorder_is_replaced_and_said(
    world: World, model: Model, settings: Settings, told: dict[str, Any], why: str
) -> None:
    settings.COPYWRITER_TIMEOUT = 1.0
    for name, value in told.items():
        setattr(model, name, value)
    began = time.monotonic()
    assert drafted(world) == drafting.Copy(variants(ABOUT), "built-in", why)
    assert time.monotonic() - began < 5


def test_a_server_that_is_not_there_is_replaced(world: World, settings: Settings) -> None:
    settings.COPYWRITER_BASE_URL, settings.COPYWRITER_MODEL = "http://127.0.0.1:9/v1", "small-1"
    assert drafted(world).why == "error"


def test_a_day_has_its_limit_for_each_workspace(world: World, model: Model, settings: Settings) -> None:
    settings.COPYWRITER_DAILY_LIMIT = 2
    model.writes(*GOOD)
    assert [drafted(world).why for _ in range(3)] == ["", "", "daily_limit"]
    assert len(model.asked) == 2
    assert drafting.draft(world.bobco.workspace, ABOUT).writer == "model"
    assert ModelUse.objects.of(world.acme.workspace).get().requests == 2


def test_the_key_is_in_no_log(
    world: World, model: Model, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    model.status = 401
    drafted(world)
    model.status, model.raw = 200, b"broken"
    drafted(world)
    said = capfd.readouterr()
    assert KEY not in caplog.text + said.out + said.err
    assert "built-in writer" in caplog.text


def test_the_api_says_who_wrote(world: World, model: Model, acme: Caller) -> None:  # noqa: F811
    model.writes(*GOOD)
    answer = acme("POST", "/sms/ai-generate", {"description": ABOUT})
    assert answer.json() == {"success": True, "data": list(GOOD)}
    assert answer.headers["X-Copywriter"] == "model"
    model.status = 500
    answer = acme("POST", "/sms/ai-generate", {"description": ABOUT})
    assert (answer.headers["X-Copywriter"], answer.headers["X-Copywriter-Why"]) == ("built-in", "error")


@pytest.mark.parametrize(
    "text", ["{" * 1_000, "\\" * 1_000, "€" * 1_000, "a" * 100_000, "[first name]" * 200]
)
def test_mending_anything_ends_in_a_text_that_fits_or_in_none(text: str) -> None:
    mended = checking.mend(text, ABOUT)
    assert mended == "" or fits(mended)
