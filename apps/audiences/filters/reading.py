"""Data into a filter. What is wrong is said with its place: "filter.all[2].days: must be …"."""

from collections.abc import Mapping
from typing import Any

from apps.audiences.filters import bounds, fields
from apps.audiences.filters.nodes import Condition, Group, Node, Not, conditions
from apps.audiences.filters.operands import READERS, attribute_name
from apps.audiences.filters.wrong import wrong

ROOT = "filter"


def read(data: Any, place: str = ROOT) -> Group:
    """A filter from its data, whose root is a group with a version. Raises BadFilter."""
    if not isinstance(data, Mapping):
        raise wrong(place, 'must be an object: {"version": 1, "all": [...]}')
    version = data.get("version", bounds.VERSION)
    if type(version) is not int or version != bounds.VERSION:
        raise wrong(f"{place}.version", f"must be {bounds.VERSION}")
    found = _node({name: held for name, held in data.items() if name != "version"}, place, 1)
    if not isinstance(found, Group):
        found = Group("all", (found,))
    if len(list(conditions(found))) > bounds.MOST_CONDITIONS:
        raise wrong(place, f"must hold at most {bounds.MOST_CONDITIONS} conditions")
    return found


def as_data(group: Group) -> dict[str, Any]:
    """What is stored."""
    return {"version": bounds.VERSION, **group.as_data()}


def _node(data: Any, place: str, depth: int) -> Node:
    if not isinstance(data, Mapping):
        raise wrong(place, "must be an object")
    kinds = [name for name in ("all", "any", "not") if name in data]
    if not kinds and "field" in data:
        return _condition(data, place)
    if len(kinds) != 1 or len(data) != 1:
        raise wrong(place, "must have a field, or exactly one of all, any and not")
    if depth > bounds.DEEPEST:
        raise wrong(place, f"must not be nested deeper than {bounds.DEEPEST}")
    kind = kinds[0]
    if kind == "not":
        return Not(_node(data["not"], f"{place}.not", depth + 1))
    return _group(kind, data[kind], f"{place}.{kind}", depth)


def _group(kind: Any, parts: Any, place: str, depth: int) -> Group:
    if not isinstance(parts, list | tuple) or not parts:
        raise wrong(place, "must be a list with at least one condition")
    if len(parts) > bounds.MOST_CONDITIONS:
        raise wrong(place, f"must hold at most {bounds.MOST_CONDITIONS} conditions")
    return Group(
        kind, tuple(_node(part, f"{place}[{number}]", depth + 1) for number, part in enumerate(parts))
    )


def _condition(data: Mapping[str, Any], place: str) -> Condition:
    field = _field(data["field"], f"{place}.field")
    operands: dict[str, Any] = {}
    if field == fields.ATTRIBUTE:
        operands["name"] = attribute_name(data.get("name"), f"{place}.name")
        operands["as"] = _one_of(data.get("as", "text"), fields.TYPES, f"{place}.as")
    verbs = fields.verbs(field, operands.get("as", ""))
    op = _one_of(data.get("op"), verbs, f"{place}.op")
    for kind in verbs[op]:
        key = fields.KEYS[kind]
        if key not in data:
            raise wrong(f"{place}.{key}", "is missing")
        operands[key] = READERS[kind](data[key], f"{place}.{key}", field)
    if strangers := sorted(str(name) for name in set(data) - {"field", "op", *operands}):
        raise wrong(f"{place}.{strangers[0][:60]}", f"does not belong to {field} {op}")
    return Condition(field, op, operands, place)


def _field(value: Any, place: str) -> str:
    if isinstance(value, str) and value in fields.NOT_AVAILABLE:
        raise wrong(place, fields.NOT_AVAILABLE[value])
    return _one_of(value, [fields.ATTRIBUTE, *fields.FIELDS], place)


def _one_of(value: Any, choices: Any, place: str) -> str:
    if not isinstance(value, str) or value not in choices:
        raise wrong(place, f"must be one of {', '.join(choices)}")
    return value
