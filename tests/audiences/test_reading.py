"""An integrator who writes a filter wrongly is told where."""

from typing import Any

import pytest

from apps.audiences.filters.reading import as_data, read
from apps.audiences.refusals import BadFilter

OK = {"field": "dnd", "op": "no"}
TAG = "tag_01HYZ8Q4N0000000000000000A"
SENT: dict[str, Any] = {"field": "sent", "op": "within"}
TAGGED: dict[str, Any] = {"field": "tag", "op": "has"}
MAIL: dict[str, Any] = {"field": "email", "op": "is"}


def told(data: Any) -> str:
    with pytest.raises(BadFilter) as refused:
        read(data)
    assert refused.value.text.startswith(refused.value.at)
    return refused.value.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "filter: must be an object"),
        ([], "filter: must be an object"),
        ({}, "filter: must have a field, or exactly one of all, any and not"),
        ({"version": 2, "all": [OK]}, "filter.version: must be 1"),
        ({"version": True, "all": [OK]}, "filter.version: must be 1"),
        ({"all": []}, "filter.all: must be a list with at least one condition"),
        ({"all": [OK], "any": [OK]}, "filter: must have a field, or exactly one of"),
        ({"all": ["tag"]}, "filter.all[0]: must be an object"),
        ({"all": [OK, OK, {**SENT, "days": 0}]}, "filter.all[2].days: must be between 1 and 3650"),
        ({"any": [{"not": {"all": [{"field": "shoe"}]}}]}, "filter.any[0].not.all[0].field: must be one of"),
    ],
)
def test_the_place_is_named(data: Any, said: str) -> None:
    assert told(data).startswith(said)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({**SENT, "days": "7"}, "days: must be between"),
        ({**SENT, "days": True}, "days: must be between"),
        (SENT, "days: is missing"),
        ({"field": "sent", "op": "ever", "days": 3}, "days: does not belong to sent ever"),
        ({"field": "clicked", "op": "ever"}, "field: clicks are not available"),
        ({"field": "tag", "op": "is"}, "op: must be one of has, lacks, some, none"),
        ({**TAGGED, "ids": []}, "ids: must be a list of 1 to 50"),
        ({**TAGGED, "ids": [TAG] * 51}, "ids: must be a list of 1 to 50"),
        ({**TAGGED, "ids": [TAG, "lst_1"]}, "ids[1]: must be an id of a tag"),
        ({**TAGGED, "ids": [{}]}, "ids: must be a list of texts"),
        ({"field": "attribute", "op": "is"}, "name: must be a text"),
        ({"field": "attribute", "name": "a", "as": "poem"}, "as: must be one of text, number"),
        ({**MAIL, "value": "a\0b"}, "value: must be plain text"),
        ({**MAIL, "value": "\ud800"}, "value: must be plain text"),
        ({**MAIL, "value": "a" * 201}, "value: must have at most 200"),
        ({"field": "created", "op": "after", "value": "2026-2-3"}, "value: must be a day"),
        ({"field": "created", "op": "after", "value": "9999-12-31"}, "value: must be a day"),
        ({"field": "suppression", "op": "has", "kinds": ["bad"]}, "kinds[0]: must be one of"),
    ],
)
def test_what_is_wrong_with_a_condition_is_named(condition: Any, said: str) -> None:
    assert told({"all": [condition]}).startswith(f"filter.all[0].{said}")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**16, "5", True, 0.0000001, None])
def test_numbers_are_numbers(value: Any) -> None:
    one = {"field": "attribute", "name": "a", "as": "number", "op": "is", "value": value}
    assert told({"all": [one]}).startswith("filter.all[0].value: must ")


def nested(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"all": [OK]}
    for _ in range(depth - 1):
        inner = {"all": [inner]}
    return inner


def test_depth_and_number_are_bounded() -> None:
    read(nested(5))
    assert "deeper than 5" in told(nested(6))
    assert "deeper than 5" in told(nested(500))
    read({"all": [OK] * 50})
    assert told({"all": [OK] * 51}) == "filter.all: must hold at most 50 conditions"
    assert (
        told({"all": [{"any": [OK] * 26}, {"any": [OK] * 25}]}) == "filter: must hold at most 50 conditions"
    )


def test_what_is_stored_has_its_version_and_the_same_meaning() -> None:
    data = {"any": [{"field": "tag", "op": "has", "ids": [TAG, TAG]}, {"not": OK}]}
    stored = as_data(read(data))
    assert stored == {"version": 1, "any": [{"field": "tag", "op": "has", "ids": [TAG]}, {"not": OK}]}
    assert as_data(read(stored)) == stored
    assert as_data(read({"not": OK})) == {"version": 1, "all": [{"not": OK}]}
