"""Counting with an end: what people read as "10,000+" is not worth reading a million rows."""

from dataclasses import dataclass
from typing import Any

LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Bounded:
    """So many, or that many and more."""

    number: int
    is_more: bool = False

    def __bool__(self) -> bool:
        return self.number > 0

    def __str__(self) -> str:
        return f"{self.number:,}{'+' if self.is_more else ''}"


def count(rows: Any, limit: int = LIMIT) -> Bounded:
    """Reads limit + 1 entries of an index at the most, if the rows have an index that finds them."""
    found = rows.order_by()[: limit + 1].count()
    return Bounded(min(found, limit), found > limit)
