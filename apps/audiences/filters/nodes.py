"""A filter after it was read: conditions in nested groups."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Condition:
    """One question. `place` is where it stands: filter.all[2].any[0]."""

    field: str
    op: str
    operands: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    place: str = "filter"

    def as_data(self) -> dict[str, Any]:
        given = {name: _plain(held) for name, held in self.operands.items()}
        return {"field": self.field, "op": self.op, **given}


@dataclass(frozen=True, slots=True)
class Group:
    """All or any of its parts; never empty."""

    kind: Literal["all", "any"]
    parts: tuple["Node", ...]

    def as_data(self) -> dict[str, Any]:
        return {self.kind: [part.as_data() for part in self.parts]}


@dataclass(frozen=True, slots=True)
class Not:
    """Whoever its part does not match: exactly the others, for each condition is true or false."""

    part: "Node"

    def as_data(self) -> dict[str, Any]:
        return {"not": self.part.as_data()}


Node = Condition | Group | Not


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def conditions(node: Node) -> Iterator[Condition]:
    """Every condition, in the order of reading."""
    if isinstance(node, Condition):
        yield node
    elif isinstance(node, Not):
        yield from conditions(node.part)
    else:
        for part in node.parts:
            yield from conditions(part)
