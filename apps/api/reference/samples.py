"""An example of a shape: what its members show, else the least that fits."""

from collections.abc import Mapping
from typing import Any

from apps.api.kernel.shapes import COMPONENTS, Schema

LEAST: dict[str, Any] = {
    "string": "…",
    "integer": 0,
    "number": 0,
    "boolean": True,
    "object": {},
    "array": [],
    "null": None,
}


def sample(shape: Schema, objects: Mapping[str, Schema]) -> Any:
    """What stands in the first example there is; null where that is allowed and nothing is shown."""
    if "$ref" in shape:
        return sample(objects[shape["$ref"].removeprefix(COMPONENTS)], objects)
    if "anyOf" in shape:
        return sample(shape["anyOf"][0], objects)
    for name in ("examples", "enum"):
        if shape.get(name):
            return shape[name][0]
    if "const" in shape:
        return shape["const"]
    return _of_kind(shape, objects)


def _of_kind(shape: Schema, objects: Mapping[str, Schema]) -> Any:
    kinds = shape.get("type", "null")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    if isinstance(kinds, list) and "null" in kinds:
        return None
    if kind == "object" and "properties" in shape:
        return {name: sample(held, objects) for name, held in shape["properties"].items()}
    if kind == "array":
        return [sample(shape["items"], objects)] * max(1, shape.get("minItems", 1))
    if shape.get("format") == "date-time":
        return "2026-05-01T20:00:00Z"
    return LEAST[kind]
