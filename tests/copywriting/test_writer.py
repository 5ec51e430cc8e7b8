"""The built-in copywriter: whatever it is asked, three texts that may be sent as they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.copywriting.encoding import measure
from apps.copywriting.footer import says_how_to_leave
from apps.copywriting.merge import compile_template
from apps.copywriting.writer.compose import variants
from apps.copywriting.writer.phrases import LINES

ASKED = (
    "appointment reminder for tomorrow 3pm",
    "20% off everything this weekend with code SPRING20",
    "Write a text that announces our new vegan menu",
    "ask for a review",
    "overdue invoice",
    "your order is ready for pickup",
    "invite customers to our open house on Saturday at 2pm",
    "win back clients who haven't been here for a year, $10 off",
    "thank our clients",
    "follow up on the quote",
)


def sound(texts: list[str]) -> None:
    assert len(texts) == len(set(texts)) == 3
    for text in texts:
        size = measure(text)
        assert (size.encoding, size.parts) == ("GSM-7", 1) and len(text) <= 160, text
        assert compile_template(text).fields == {"first_name"}
        assert says_how_to_leave(text.split(". ")[-1].split("! ")[-1].split("? ")[-1])
        assert "STOP" in text.rstrip(".").rsplit(" ", 4)[1:] or "STOP" in text[-25:]
        assert "<" not in text.replace("< ", ""), text


@pytest.mark.parametrize("description", ASKED)
def test_three_texts_that_differ(description: str) -> None:
    sound(variants(description))


@given(st.text(min_size=1, max_size=400))
@settings(max_examples=60, deadline=None)
def test_whatever_is_asked_can_be_sent(description: str) -> None:
    texts = variants(description.replace("<", ""))
    sound(texts)


@pytest.mark.parametrize("nasty", ["{secret} sale", "{{custom.x}}", "🎉" * 50, "ж" * 99, "x" * 2500, "~^\\|"])
def test_odd_descriptions_leave_no_trace(nasty: str) -> None:
    sound(variants(nasty))


def test_details_of_the_description_are_kept() -> None:
    assert all("tomorrow at 3pm" in text for text in variants(ASKED[0]))
    assert all("20% off" in text and "SPRING20" in text for text in variants(ASKED[1]))
    assert all("our new vegan menu" in text for text in variants(ASKED[2]))
    assert all("https://x.example/a" in text for text in variants("ask for a review https://x.example/a."))


def test_the_kinds_of_text_are_told_apart() -> None:
    assert len({line for asked in ASKED for line in variants(asked)}) == 3 * len(ASKED)
    assert all(sum("<" not in line or "<topic>" in line for line in lines) >= 3 for lines in LINES.values())
