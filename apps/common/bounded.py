"""Counting with an end: what people read as "10,000+" is not worth reading a million rows."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.utils.formats import number_format

from apps.common import planner

LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Bounded:
    """So many, or that many and more."""

    number: int
    is_more: bool = False

    def __bool__(self) -> bool:
        return self.number > 0

    def __str__(self) -> str:
        """As the reader's language groups numbers: 1,204, or 10,000+."""
        return f"{number_format(self.number, force_grouping=True)}{'+' if self.is_more else ''}"


def count(rows: Any, limit: int = LIMIT) -> Bounded:
    """Reads limit + 1 entries of an index at the most, if the rows have an index that finds them."""
    found = rows.order_by()[: limit + 1].count()
    return Bounded(min(found, limit), found > limit)


def counts(ties: type[models.Model], to: str, keys: Collection[int], limit: int = LIMIT) -> dict[int, int]:
    """For each key, how many rows of `ties` have it in their foreign key `to`, counted to limit + 1. One
    statement for all keys, which reads so many entries of each key's index at the most."""
    if not keys:
        return {}
    link: Any = ties._meta.get_field(to)
    names = (ties._meta.db_table, link.column, link.related_model._meta.db_table)
    table, column, named = map(connection.ops.quote_name, names)
    some = f"SELECT 1 FROM {table} AS tie WHERE tie.{column} = named.id LIMIT {limit + 1:d}"  # noqa: S608
    number = f"(SELECT COUNT(*) FROM ({some}) AS few)"  # noqa: S608
    places = ", ".join(["%s"] * len(keys))
    # For a key that few rows have it read all rows to find the limit.
    with planner.without(("enable_seqscan", "enable_bitmapscan")), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT named.id, {number} FROM {named} AS named WHERE named.id IN ({places})",  # noqa: S608
            list(keys),
        )
        return dict(cursor.fetchall())
