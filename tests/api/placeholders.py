"""Comparing an answer with a golden one where `<int>`, `<timestamp>` and the like stand for any."""

import re
from typing import Any

PATTERNS = {
    "<timestamp>": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",
    "<msg_id>": r"msg_[0-9A-HJKMNP-TV-Z]{26}",
    "<batch_id>": r"b_[0-9A-HJKMNP-TV-Z]{26}",
    "<rsms_key>": r"rsms_[0-9a-f]{48}",
    "<rsms_prefix>": r"rsms_[0-9a-f]{4}",
    "<zap_key>": r"zap_[0-9a-f]{48}",
    "<zap_prefix>": r"zap_[0-9a-f]{4}",
    "<variant>": r"(?=.{1,160}$).*\{first_name\}.*STOP to (opt out|end)\.",
    "<text>": r"(?s).+",
}


def differences(expected: Any, got: Any, at: str = "$") -> list[str]:
    """Where an answer differs, one line for each place; empty when it is as expected, key order included."""
    if expected == "<int>":
        return [] if type(got) is int else [f"{at}: {got!r} is no integer"]
    if isinstance(expected, str) and expected in PATTERNS:
        fits = isinstance(got, str) and re.fullmatch(PATTERNS[expected], got)
        return [] if fits else [f"{at}: {got!r} is no {expected}"]
    if isinstance(expected, dict) and isinstance(got, dict):
        return _in_object(expected, got, at)
    if isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        return [
            line
            for i, pair in enumerate(zip(expected, got, strict=True))
            for line in differences(*pair, f"{at}[{i}]")
        ]
    same = type(expected) is type(got) and expected == got
    return [] if same else [f"{at}: expected {expected!r}, got {got!r}"]


def _in_object(expected: dict[str, Any], got: dict[str, Any], at: str) -> list[str]:
    if list(expected) != list(got):
        return [f"{at}: expected the keys {list(expected)}, got {list(got)}"]
    return [line for name in expected for line in differences(expected[name], got[name], f"{at}.{name}")]
