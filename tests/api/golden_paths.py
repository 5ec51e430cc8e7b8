"""Which operation of the description a golden file is about; its answer with examples for placeholders."""

import re
from typing import Any

from apps.api.reference.openapi import document

FOR = {
    "<int>": 1,
    "<time>": "2026-05-01T20:00:00Z",
    "<timestamp>": "2026-05-01T20:00:00Z",
    "<variant>": "Hi {first_name}. Reply STOP to end.",
}
NUMBER = re.compile(r"\{\w+\.(id|pk|int)\}")


def address_of(verb: str, path: str) -> dict[str, Any] | None:
    """None for an address or a verb that there is not."""
    bare = path.partition("?")[0].rstrip("/")
    found = [
        verbs[verb.lower()]
        for template, verbs in document()["paths"].items()
        if verb.lower() in verbs and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), bare)
    ]
    plain = [one for one in found if not any(held["in"] == "path" for held in one["parameters"])]
    return next(iter(plain or found), None)


def answered(case: dict[str, Any]) -> Any:
    return _filled(case["expect"]["json"], of_v1="/v1/" in case["request"]["path"])


def _filled(value: Any, *, of_v1: bool) -> Any:
    """Ids of ReadySMS are numbers."""
    if isinstance(value, dict):
        return {name: _filled(held, of_v1=of_v1) for name, held in value.items()}
    if isinstance(value, list):
        return [_filled(held, of_v1=of_v1) for held in value]
    if isinstance(value, str):
        return 1 if NUMBER.fullmatch(value) and not of_v1 else FOR.get(value, value)
    return value
