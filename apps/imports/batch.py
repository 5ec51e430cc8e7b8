"""A chunk of rows, sorted before its transaction begins: the database is never kept waiting for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from apps.imports.people import Person, Unusable


@dataclass(slots=True)
class Batch:
    """people: the first row of each phone. repeats: the later ones, with the line that they repeat.

    Whoever loads it may do so again, and leaves it as it is.
    """

    rows: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    repeats: list[tuple[Person, int]] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)

    @classmethod
    def of(cls, read: Iterable[Person | Unusable]) -> Self:
        found = cls()
        for one in read:
            found.rows += 1
            if isinstance(one, Unusable):
                found.unusable.append(one)
            elif (first := found.people.setdefault(one.phone, one)) is not one:
                found.repeats.append((one, first.line))
        return found
