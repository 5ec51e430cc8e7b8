"""Reading a table in the order of an index, whatever the database believes of it.

A queue fills and drains in seconds: believing in five rows, it sorted a million of them to find the first.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from django.db import connection, transaction

from apps.common import planner

_WAYS = ("enable_bitmapscan", "enable_seqscan", "enable_sort")


def in_index_order() -> AbstractContextManager[None]:
    """Within this block PostgreSQL walks indexes."""
    return planner.without(_WAYS)


def fetched(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of one query on PostgreSQL, read in index order: the two settings travel with it."""
    denied, allowed = planner.setting(_WAYS, "off"), planner.setting(_WAYS, "on")
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(f"{denied}; {sql}; {allowed}", params)
        for _ in _WAYS:
            cursor.nextset()
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
