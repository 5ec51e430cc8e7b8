"""Ways of reading that PostgreSQL's planner is denied for some statements: its statistics are old, and
a table that filled seconds ago is not what they say. SQLite chooses well by itself, and is asked for no
transaction: each of its transactions is one that writes, and a page that only reads would wait, or fail.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def without(ways: Sequence[str]) -> Iterator[None]:
    """A block whose statements may not use these ways, by the names of their settings."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(savepoint=False):
        _set(ways, "off")
        yield
        _set(ways, "on")


def setting(ways: Sequence[str], value: str) -> str:
    """The statements that allow these ways ("on") or deny them ("off") until the transaction ends."""
    return "; ".join(f"SET LOCAL {way} = {value}" for way in ways)


def _set(ways: Sequence[str], value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(setting(ways, value))
