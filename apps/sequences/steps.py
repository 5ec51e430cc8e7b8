"""The kinds of steps. reading.py makes them from data, `as_data` turns them back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import time
from typing import Any, ClassVar

from apps.audiences import spec as audiences


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `id` stays the same through all versions of a sequence, and is never used for another."""

    kind: ClassVar[str] = ""
    id: str

    def as_data(self) -> dict[str, Any]:
        return {"kind": self.kind} | {one.name: _plain(getattr(self, one.name)) for one in fields(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, audiences.Spec):
        return value.as_data()
    if isinstance(value, tuple):
        return [one.as_data() if isinstance(one, Step) else one for one in value]
    return value


@dataclass(frozen=True, slots=True)
class Text(Step):
    """A text. `refused`: whom a gate or the carrier refuses for good will "skip" the step or "leave"."""

    kind: ClassVar[str] = "text"
    body: str
    sender: str  # public id; "" is the default sender
    refused: str


@dataclass(frozen=True, slots=True)
class Wait(Step):
    """A step that ends by itself, at a moment that moments.py knows."""


@dataclass(frozen=True, slots=True)
class WaitFor(Wait):
    """Minutes and hours pass as they pass; days and weeks are days of the recipient's calendar."""

    kind: ClassVar[str] = "wait_for"
    amount: int
    unit: str


@dataclass(frozen=True, slots=True)
class WaitUntil(Wait):
    """The next time it is one of these weekdays (0 is Monday, none: any day) and this hour where they are."""

    kind: ClassVar[str] = "wait_until"
    weekdays: tuple[int, ...]
    at: time


@dataclass(frozen=True, slots=True)
class WaitDate(Wait):
    """A date among their attributes, moved by `offset` days. `otherwise` (no date, or past): go_on, leave."""

    kind: ClassVar[str] = "wait_date"
    attribute: str
    offset: int
    at: time
    yearly: bool
    otherwise: str


@dataclass(frozen=True, slots=True)
class Branch(Step):
    """A question; both sides come together again at the step that follows."""

    yes: tuple[Step, ...]
    no: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class IfAudience(Branch):
    """Whether they are in an audience now."""

    kind: ClassVar[str] = "if_audience"
    audience: audiences.Spec


@dataclass(frozen=True, slots=True)
class IfReply(Branch):
    """Whether they wrote since a text of this sequence ("": since they began), with one of these words."""

    kind: ClassVar[str] = "if_reply"
    since: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IfText(Branch):
    """What became of a text of this sequence: sent, delivered, failed, replied."""

    kind: ClassVar[str] = "if_text"
    text: str
    became: str


@dataclass(frozen=True, slots=True)
class Tag(Step):
    kind: ClassVar[str] = "tag"
    tag: str  # public id


@dataclass(frozen=True, slots=True)
class Untag(Tag):
    kind: ClassVar[str] = "untag"


@dataclass(frozen=True, slots=True)
class ToList(Step):
    kind: ClassVar[str] = "to_list"
    list: str  # public id


@dataclass(frozen=True, slots=True)
class OffList(ToList):
    kind: ClassVar[str] = "off_list"


@dataclass(frozen=True, slots=True)
class ToStage(Step):
    kind: ClassVar[str] = "to_stage"
    stage: str  # public id


@dataclass(frozen=True, slots=True)
class End(Step):
    """They have come to the end here: completed."""

    kind: ClassVar[str] = "end"


KINDS: dict[str, type[Step]] = {
    one.kind: one
    for one in (
        *(Text, WaitFor, WaitUntil, WaitDate, IfAudience, IfReply, IfText),
        *(Tag, Untag, ToList, OffList, ToStage, End),
    )
}


def walk(steps: Sequence[Step], prefix: str = "steps") -> Iterator[tuple[str, Step]]:
    """Every step with its place, in reading order: steps[2].yes[0]."""
    for number, step in enumerate(steps):
        place = f"{prefix}[{number}]"
        yield place, step
        if isinstance(step, Branch):
            yield from walk(step.yes, f"{place}.yes")
            yield from walk(step.no, f"{place}.no")


def highest(steps: Sequence[Step]) -> int:
    """The largest number among ids like s7; 0 when there is none."""
    numbers = [step.id[1:] for _, step in walk(steps) if step.id.startswith("s")]
    return max((int(one) for one in numbers if one.isascii() and one.isdecimal() and len(one) < 9), default=0)
