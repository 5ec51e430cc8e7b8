"""A long row of things in handy pieces."""

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

# SQLite takes 32,766 variables a statement; this bounds look-ups by key, and memory.
BATCH = 2_000


def chunks(rows: Iterable[T], size: int) -> Iterable[list[T]]:
    """Lists of at most `size`, streamed."""
    stream = iter(rows)
    while chunk := list(islice(stream, size)):
        yield chunk
