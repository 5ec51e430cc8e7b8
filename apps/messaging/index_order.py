"""Reading the queue in the order of its index, whatever the database believes of it.

The planner's statistics are minutes old, and a queue fills and drains in seconds: believing in five rows, it
sorted a million of them to find the first.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_WAYS = ("enable_bitmapscan", "enable_seqscan", "enable_sort")


@contextmanager
def in_index_order() -> Iterator[None]:
    """Within this block PostgreSQL walks indexes. SQLite does so by itself."""
    with transaction.atomic(savepoint=False):
        _set("off")
        yield
        _set("on")


def _set(value: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("; ".join(f"SET LOCAL {way} = {value}" for way in _WAYS))
