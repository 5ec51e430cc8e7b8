"""Text compared: A–Z match in any case; other letters as typed, all small, all capital, or as a title.

No database function folds É the same way on SQLite and on every locale of PostgreSQL; asking for the four
ways that people write it needs none.
"""

from string import ascii_lowercase, ascii_uppercase
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Left, StrIndex
from django.db.models.lookups import Exact, GreaterThan, In

from apps.audiences.filters.sql import Folded

_FOLD = str.maketrans(ascii_uppercase, ascii_lowercase)


def fold(text: str) -> str:
    """A–Z made small, and no other letter."""
    return text.translate(_FOLD)


def spellings(text: str) -> list[str]:
    """The ways of writing it that count as the same, folded; one for a text in ASCII."""
    return list(dict.fromkeys(map(fold, (text, text.lower(), text.upper(), text.title()))))


def compare(held: Any, op: str, text: str) -> Q:
    """`held` is an expression of text; op: is, contains, starts."""
    folded = Folded(held)
    ways = spellings(text)
    if op == "is":
        return Q(Exact(folded, Value(ways[0])) if len(ways) == 1 else In(folded, ways))
    found = Q()
    for way in ways:
        found |= Q(
            GreaterThan(StrIndex(folded, Value(way)), 0)
            if op == "contains"
            else Exact(Left(folded, len(way)), Value(way))
        )
    return found
