"""What the builder holds: conditions, and groups of them, as they were typed."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from apps.audiences.filters import fields
from apps.audiences.filters.fields import ATTRIBUTE, FIELDS, KEYS
from apps.audiences.filters.nodes import Condition, Group, Node, Not

Places = dict[str, str]  # a place in the filter → the key of the row that stands there
# How the parts of a group are joined: its node, and whether it is turned around.
KINDS: dict[str, tuple[Literal["all", "any"], bool]] = {
    "all": ("all", False),
    "any": ("any", False),
    "none": ("any", True),
    "not_all": ("all", True),
}
FILLED = ("known", "unknown")  # the language asks these of an attribute as text, whatever it holds


@dataclass(slots=True)
class Row:
    """One condition, its operands as text. `error` is shown below it.

    `label` and `options`: of a defined field (segments/defined.py); empty for any other attribute.
    """

    key: str
    field: str
    kind: str = ""  # of an attribute: what it is looked at as
    op: str = ""
    name: str = ""
    value: str = ""
    days: str = ""
    ids: list[str] = dataclasses.field(default_factory=list)
    kinds: list[str] = dataclasses.field(default_factory=list)
    error: str = ""
    label: str = ""
    options: list[str] = dataclasses.field(default_factory=list)

    @property
    def operands(self) -> set[str]:
        """Every operand that one of its verbs takes: text, number, date, days, ids, kinds."""
        return {one for needs in fields.verbs(self.field, self.kind).values() for one in needs}

    def data(self) -> dict[str, Any]:
        """The condition as data; what cannot be read stays as typed, for the reader to refuse."""
        made: dict[str, Any] = {"field": self.field}
        if self.field == ATTRIBUTE:
            made |= {"name": self.name, "as": "text" if self.op in FILLED else self.kind}
        made["op"] = self.op
        for operand in fields.verbs(self.field, self.kind).get(self.op, ()):
            made[KEYS[operand]] = self._operand(operand)
        return made

    def _operand(self, operand: str) -> Any:
        if operand == "days":
            return whole(self.days)
        if operand == "number":
            return number(self.value)
        return getattr(self, KEYS[operand])


@dataclass(slots=True)
class Block:
    """A group; the root has the key "". Rows and, in the root alone, further blocks."""

    key: str
    kind: str = "all"
    parts: list["Row | Block"] = dataclasses.field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        for part in self.parts:
            if isinstance(part, Row):
                yield part
            else:
                yield from part.rows()

    @property
    def is_block(self) -> bool:
        return True

    def data(self, place: str, places: Places) -> dict[str, Any]:
        """The group as data; `places` learns where each row stands."""
        joined, turned = KINDS[self.kind]
        inner = f"{place}.not" if turned else place
        parts = [
            _part(part, f"{inner}.{joined}[{number_}]", places) for number_, part in enumerate(self.parts)
        ]
        return {"not": {joined: parts}} if turned else {joined: parts}


def _part(part: Row | Block, place: str, places: Places) -> dict[str, Any]:
    if isinstance(part, Block):
        return part.data(place, places)
    places[place] = part.key
    return part.data()


def whole(text: str) -> Any:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text


def number(text: str) -> Any:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def shown(filter_: Group) -> Block | None:
    """A stored filter in the builder; None for one that is nested deeper than the page is."""
    keys = (str(one) for one in range(1_000))
    parts = [_top(part, keys) for part in filter_.parts]
    if any(part is None for part in parts):
        return None
    return Block("", filter_.kind, [part for part in parts if part is not None])


def _top(node: Node, keys: Iterator[str]) -> "Row | Block | None":
    if isinstance(node, Condition):
        return _row(node, keys)
    turned, inner = (True, node.part) if isinstance(node, Not) else (False, node)
    if isinstance(inner, Condition):
        inner = Group("any", (inner,))
    if isinstance(inner, Not) or not all(isinstance(part, Condition) for part in inner.parts):
        return None
    kind = next(name for name, joined in KINDS.items() if joined == (inner.kind, turned))
    rows: list[Row | Block] = [_row(part, keys) for part in inner.parts if isinstance(part, Condition)]
    return Block(next(keys), kind, rows)


def _row(one: Condition, keys: Iterator[str]) -> Row:
    held = one.operands
    return Row(
        next(keys),
        one.field,
        str(held.get("as", "")),
        one.op,
        str(held.get("name", "")),
        str(held.get("value", "")),
        str(held.get("days", "")),
        list(held.get("ids", ())),
        list(held.get("kinds", ())),
    )


def fresh(key: str, question: str) -> Row | None:
    """A new row for what was chosen: "tag", "attribute.number", or "attribute.number:points" of a defined
    field; None for nonsense.
    """
    asked, _, name = question.partition(":")
    field_, _, kind = asked.partition(".")
    if field_ == ATTRIBUTE and kind in fields.TYPES:
        return Row(key, field_, kind, next(iter(fields.TYPES[kind])), name=name[:60], days="30")
    if field_ in FIELDS and not kind:
        return Row(key, field_, "", next(iter(FIELDS[field_])), days="30")
    return None
