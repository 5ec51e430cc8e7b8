"""One line of the story, and the place in it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_START = datetime(1970, 1, 1, tzinfo=UTC)


class Mark(NamedTuple):
    """A place in the story: time, which source, row. Rows of one moment have an order too."""

    at: datetime
    rank: int
    pk: int

    def __str__(self) -> str:
        return f"{(self.at - _START) // timedelta(microseconds=1)}-{self.rank}-{self.pk}"


def mark(text: str) -> Mark | None:
    """The mark out of an address, or None for what is none."""
    numbers = text.split("-")
    if len(numbers) != 3 or not all(n.isascii() and n.isdecimal() and len(n) < 19 for n in numbers):
        return None
    micros, rank, pk = (int(n) for n in numbers)
    try:
        return Mark(_START + timedelta(microseconds=micros), rank, pk)
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Entry:
    """What is shown: an icon in the tone of `status`, a title, a quieter detail, a text, who did it; of a
    campaign's text the campaign, as (public id, name)."""

    icon: str
    title: str
    status: str = ""
    detail: str = ""
    text: str = ""
    actor: str = ""
    campaign: tuple[str, str] | None = None


class Told(NamedTuple):
    """An entry at its place."""

    mark: Mark
    entry: Entry
