"""The addresses as a person reads them: by resource, with names, answers, errors and samples of code."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from apps.api.kernel.shapes import COMPONENTS, Schema
from apps.api.reference import openapi
from apps.api.reference.addresses import Address
from apps.api.reference.samples import sample
from apps.api.reference.snippets import curl, python

# A sentence in pieces; of every two the second stood between backticks.
Pieces = Sequence[tuple[str, bool]]
MOST_WORDS = 12  # of an enum, before it is cut


@dataclass(frozen=True, slots=True)
class Name:
    """A parameter, or a member of a body. kind: in words."""

    name: str
    kind: str
    needed: bool
    said: Pieces


@dataclass(frozen=True, slots=True)
class Error:
    status: int
    codes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One verb at one address, ready to be shown."""

    anchor: str
    verb: str
    path: str
    summary: str
    said: Pieces
    status: int
    parts: Sequence[tuple[str, Sequence[Name]]]
    answer: str
    errors: Sequence[Error]
    curl: str
    python: str
    also: Sequence[str]  # other spellings of the path


@dataclass(frozen=True, slots=True)
class Group:
    """A resource."""

    slug: str
    title: str
    dialect: str
    entries: Sequence[Entry]


@cache
def groups() -> Sequence[Group]:
    """In the order of the URLs."""
    every = openapi.every_address()
    found = {tag: [one for one in every if one.tag == tag and not one.is_alias] for tag in openapi.tags()}
    return [
        Group(_slug(tag), _title(tag), held[0].dialect.title, [_entry(one, every) for one in held])
        for tag, held in found.items()
        if held
    ]


def _slug(tag: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", tag.lower())


def _title(tag: str) -> str:
    word = tag.split(": ")[-1].replace("-", " ")
    return {"sms": "SMS", "api keys": "API keys"}.get(word, word.capitalize())


def _entry(one: Address, every: Sequence[Address]) -> Entry:
    asked = one.operation
    same = [other.path for other in every if other.is_alias and other.operation is asked]
    query_needs = asked.needs if one.verb == "GET" else ()
    parts = [
        ("Query", [name_of(name, shape, query_needs) for name, shape in asked.query.items()]),
        ("Body", [name_of(name, shape, asked.needs) for name, shape in asked.body.items()]),
    ]
    answer = sample(asked.answer, openapi.components())
    return Entry(
        anchor=f"{one.verb.lower()}-{_slug(one.path).strip('-')}",
        verb=one.verb,
        path=one.path,
        summary=asked.summary,
        said=pieces(asked.said),
        status=asked.status,
        parts=[(title, names) for title, names in parts if names],
        answer=orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode()
        if asked.says == openapi.JSON
        else "",
        errors=[Error(status, names) for status, names in openapi.refusals_of(one).items()],
        curl=curl(one),
        python=python(one),
        also=list(dict.fromkeys(path for path in same if path != one.path)),
    )


def name_of(name: str, shape: Schema, needs: Sequence[str]) -> Name:
    if "$ref" in shape:
        shape = openapi.components()[shape["$ref"].removeprefix(COMPONENTS)]
    words = [word for word in shape.get("enum", []) if word is not None][:MOST_WORDS]
    said = shape.get("description", "")
    choices = f"One of {', '.join(words)}." if words else ""
    return Name(name, _kind(shape), name in needs, pieces(" ".join(part for part in (said, choices) if part)))


def pieces(said: str) -> Pieces:
    return [(part, place % 2 == 1) for place, part in enumerate(said.split("`")) if part]


def _kind(shape: Schema) -> str:
    kind: Any = shape.get("type", "any")
    kinds = [one for one in (kind if isinstance(kind, list) else [kind]) if one != "null"]
    if shape.get("format") == "date-time":
        return "time"
    if kinds == ["array"] and "items" in shape:
        return f"array of {_kind(shape['items'])}"
    return " or ".join(kinds)
