"""An audience as data: whom to include, whom to leave out.

    {"include": {"all": false, "lists": [1], "tags": [2], "stages": [3], "contacts": [4], "segments": [5]},
     "exclude": {"lists": [], "tags": [], "stages": [], "contacts": [], "segments": []}}

Numbers are primary keys of the workspace. Everybody included by any part, less everybody excluded by any.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.audiences.refusals import BadAudience

PARTS = ("lists", "tags", "stages", "contacts", "segments")
MOST_CONTACTS = 10_000
MOST_SEGMENTS = 20  # on one side: each is a filter of up to 50 conditions
MOST_SEGMENTS = 20  # on one side: each is a filter of up to 50 conditions


@dataclass(frozen=True, slots=True)
class Choice:
    """One side of a spec."""

    all: bool = False
    lists: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    stages: tuple[int, ...] = ()
    contacts: tuple[int, ...] = ()
    segments: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.all or any(getattr(self, part) for part in PARTS))

    def as_data(self) -> dict[str, Any]:
        return {"all": self.all, **{part: list(getattr(self, part)) for part in PARTS}}


@dataclass(frozen=True, slots=True)
class Spec:
    """A read audience."""

    include: Choice = field(default_factory=Choice)
    exclude: Choice = field(default_factory=Choice)

    def as_data(self) -> dict[str, Any]:
        return {"include": self.include.as_data(), "exclude": self.exclude.as_data()}


def read(data: Any) -> Spec:
    """A Spec from its data. Raises BadAudience naming the part that is wrong."""
    if not isinstance(data, Mapping) or set(data) - {"include", "exclude"}:
        raise BadAudience("An audience has the parts include and exclude.")
    return Spec(_choice(data.get("include") or {}, "include"), _choice(data.get("exclude") or {}, "exclude"))


def _choice(data: Any, side: str) -> Choice:
    if not isinstance(data, Mapping) or set(data) - {*PARTS, "all"}:
        raise BadAudience(f"{side} has the parts {', '.join(PARTS)} and all.", field=side)
    if not isinstance(data.get("all", False), bool):
        raise BadAudience(f"{side}.all is true or false.", field=f"{side}.all")
    return Choice(
        data.get("all", False), *(_numbers(data.get(part) or [], f"{side}.{part}") for part in PARTS)
    )


def _numbers(values: Any, place: str) -> tuple[int, ...]:
    most = MOST_SEGMENTS if place.endswith(".segments") else MOST_CONTACTS
    if not isinstance(values, list | tuple) or len(values) > most:
        raise BadAudience(f"{place} is a list of at most {most:,} numbers.", field=place)
    if any(isinstance(one, bool) or not isinstance(one, int) or not 0 < one < 1 << 63 for one in values):
        raise BadAudience(f"{place} holds something that is no number.", field=place)
    return tuple(dict.fromkeys(values))
