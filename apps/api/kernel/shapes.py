"""JSON Schemas (2020-12) in a line each, for the tables in which a dialect says what it takes and answers."""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]
COMPONENTS = "#/components/schemas/"


def text(said: str = "", eg: str | None = None, **more: Any) -> Schema:
    return _of("string", said, eg, more)


def filled(said: str = "", eg: str | None = None, **more: Any) -> Schema:
    """With something other than space in it."""
    return text(said, eg, **{"minLength": 1, "pattern": r"\S", **more})


def whole(said: str = "", eg: int | None = None, **more: Any) -> Schema:
    return _of("integer", said, eg, more)


def number(said: str = "", eg: float | None = None) -> Schema:
    return _of("number", said, eg, {})


def flag(said: str = "", eg: bool | None = None) -> Schema:
    return _of("boolean", said, eg, {})


def moment(said: str = "", eg: str = "2026-05-01T20:00:00Z") -> Schema:
    """RFC 3339, UTC, when answered."""
    return text(said, eg, format="date-time")


def word(*values: str, said: str = "") -> Schema:
    return text(said, values[0], enum=list(values))


def const(value: str) -> Schema:
    return {"type": "string", "const": value}


def many(of: Schema, said: str = "", eg: Any = None, **more: Any) -> Schema:
    return {**_of("array", said, eg, more), "items": of}


def thing(said: str = "", eg: Any = None, **members: Schema) -> Schema:
    """An object that always has all of these members, and may have more some day."""
    return closed(said, eg, members)


def closed(said: str, eg: Any, members: Mapping[str, Schema]) -> Schema:
    """As `thing`, for members whose names are words of Python."""
    return {**_of("object", said, eg, {}), "properties": dict(members), "required": list(members)}


def free(said: str = "", eg: Any = None, values: Schema | None = None) -> Schema:
    """An object with names of the caller's."""
    return _of("object", said, eg, {"additionalProperties": values or True})


def ref(name: str) -> Schema:
    return {"$ref": f"{COMPONENTS}{name}"}


def or_null(shape: Schema) -> Schema:
    if "type" not in shape:
        return {"anyOf": [shape, {"type": "null"}]}
    kinds = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
    if "null" in kinds:
        return shape
    nullable = {**shape, "type": [*kinds, "null"]}
    return {**nullable, "enum": [*shape["enum"], None]} if "enum" in shape else nullable


def _of(kind: str, said: str, eg: Any, more: Mapping[str, Any]) -> Schema:
    told = {"description": said} if said else {}
    shown = {} if eg is None else {"examples": [eg]}
    return {"type": kind, **told, **more, **shown}
