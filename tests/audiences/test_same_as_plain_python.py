"""What the one query answers is what somebody would who went from person to person, on both databases."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.audiences.filters import fields
from apps.audiences.filters.reading import as_data, read
from apps.audiences.segments import people
from apps.compliance.models import Suppression
from tests.audiences.naive import Judge
from tests.audiences.town import FIRST, NAMES, VALUES, ZONE, Town, settle
from tests.world import World

# In New York it is still the 20th; and the days around it have anniversaries.
NOW = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
TEXTS = [value for value in (*VALUES, *FIRST) if isinstance(value, str) and value.strip()] + [
    "o",
    "É",
    "ARIA",
    "+1415",
]
NUMBERS = [0, 1, 5, -3, 12.5, 0.1, 1000, 10**15, 7]
DAYS = [1, 7, 30, 31, 39, 70, 101, 364, 365, 366, 3650]
DATES = ["2026-11-20", "2026-11-21", "1990-02-28", "2025-11-21", "1900-01-01", "2199-12-31"]


@pytest.fixture
def town(world: World) -> Town:
    world.acme.workspace.timezone = ZONE.key
    world.acme.workspace.save()
    for contact in world.acme.contacts.values():
        contact.delete()
    settle(world.bobco.workspace, world.bobco.sender, NOW, count=5, seed=1)
    return settle(world.acme.workspace, world.acme.sender, NOW)


def _operand(town: Town, kind: str, field: str) -> Any:
    choices: dict[str, Any] = {
        "text": st.sampled_from(TEXTS),
        "number": st.sampled_from(NUMBERS),
        "days": st.sampled_from(DAYS),
        "date": st.sampled_from(DATES),
        "kinds": st.lists(st.sampled_from(Suppression.Kind.values), min_size=1, max_size=3, unique=True),
    }
    if kind == "ids":
        return st.lists(st.sampled_from(town.ids[field]), min_size=1, max_size=2, unique=True)
    return choices[kind]


@st.composite
def condition(draw: Any, town: Town) -> dict[str, Any]:
    field = draw(st.sampled_from([*fields.FIELDS, *[fields.ATTRIBUTE] * 12]))
    made: dict[str, Any] = {"field": field}
    if field == fields.ATTRIBUTE:
        made |= {"name": draw(st.sampled_from(NAMES)), "as": draw(st.sampled_from(list(fields.TYPES)))}
    verbs = fields.verbs(field, made.get("as", ""))
    made["op"] = draw(st.sampled_from(list(verbs)))
    for kind in verbs[made["op"]]:
        made[fields.KEYS[kind]] = draw(_operand(town, kind, field))
    return made


def trees(town: Town) -> Any:
    return st.recursive(
        condition(town),
        lambda parts: st.one_of(
            st.lists(parts, min_size=1, max_size=3).map(lambda some: {"all": some}),
            st.lists(parts, min_size=1, max_size=3).map(lambda some: {"any": some}),
            parts.map(lambda one: {"not": one}),
        ),
        max_leaves=8,
    )


def answers(town: Town, data: dict[str, Any]) -> tuple[set[int], set[int]]:
    """By the query, and by going from person to person."""
    found = set(people(town.workspace, read(data), NOW).values_list("pk", flat=True))
    judge = Judge(NOW, ZONE, first_stage=town.ids["stage"][0])
    return found, {pk for pk, who in town.people.items() if judge.matches(who, data)}


def test_any_filter_is_answered_as_by_hand(town: Town) -> None:
    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def run(data: Any) -> None:
        tree = data.draw(trees(town))
        filter_ = {"version": 1, "all": [tree]} if _depth(tree) < 5 else {"all": [data.draw(condition(town))]}
        queried, by_hand = answers(town, filter_)
        assert queried == by_hand, filter_

    run()


def _depth(node: dict[str, Any]) -> int:
    parts = node.get("all") or node.get("any") or ([node["not"]] if "not" in node else [])
    return 1 + max(map(_depth, parts), default=-1)


def every_condition(town: Town) -> list[dict[str, Any]]:
    """Each verb of each field once, with each of some operands."""
    found: list[dict[str, Any]] = []
    for field in [*fields.FIELDS, fields.ATTRIBUTE]:
        types = list(fields.TYPES) if field == fields.ATTRIBUTE else [""]
        for kind in types:
            for op, needs in fields.verbs(field, kind).items():
                found += _with_operands(town, field, kind, op, needs)
    return found


def _with_operands(
    town: Town, field: str, kind: str, op: str, needs: tuple[str, ...]
) -> list[dict[str, Any]]:
    base: dict[str, Any] = {"field": field, "op": op}
    bases = [base | {"name": name, "as": kind} for name in NAMES] if kind else [base]
    values: dict[str, list[Any]] = {
        "text": TEXTS, "number": NUMBERS, "days": DAYS, "date": DATES,
        "kinds": [[one] for one in Suppression.Kind.values],
        "ids": [[one] for one in town.ids.get(field, [])],
    }  # fmt: skip
    if not needs:
        return bases
    return [one | {fields.KEYS[needs[0]]: value} for one in bases for value in values[needs[0]]]


def test_every_condition_alone_and_turned_around(town: Town) -> None:
    """Some two thousand questions; each person is in exactly one of a condition and its `not`."""
    for one in every_condition(town)[::3]:
        queried, by_hand = answers(town, {"all": [one]})
        assert queried == by_hand, one
    for one in every_condition(town)[1::7]:
        queried, by_hand = answers(town, {"all": [{"not": one}]})
        assert queried == by_hand, one


def test_what_was_read_is_written_and_read_as_the_same(town: Town) -> None:
    for one in every_condition(town)[::11]:
        data = {"version": 1, "all": [one, {"not": {"any": [one]}}]}
        assert as_data(read(as_data(read(data)))) == as_data(read(data))
