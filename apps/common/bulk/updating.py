"""Rows that change, each in its own way, in one statement."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

from apps.common.bulk.values import Values, turned, turns
from apps.common.by_key import by_key


def update_one(row: models.Model, **values: Any) -> None:
    """Give one row these values, in the database and here: save(update_fields) without its SQL made anew."""
    names = tuple(values)
    given = next(turned(turns(type(row), names, connection.vendor), [tuple(values.values())]))
    with connection.cursor() as cursor:
        cursor.execute(_update(type(row), names), [*given, row.pk])
    for name, value in values.items():
        setattr(row, name, value)


@cache
def _update(model: type[models.Model], names: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    columns = {field.attname: quote(str(field.column)) for field in model._meta.concrete_fields}
    sets = ", ".join(f"{columns[name]} = %s" for name in names)
    return f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE id = %s"  # noqa: S608 - names of ours


def update_from(
    model: type[models.Model],
    columns: Mapping[str, str],
    rows: Sequence[Values],
    sets: str,
    where: str = "TRUE",
) -> list[int]:
    """Update each row with values of its own, in one statement; answers the keys of those that took them.

    A row is (key, value, value…); `columns`: name → PostgreSQL type, in the order of the values. `sets` and
    `where` are SQL of ours (never input) over the table as `t` and the values as `v`.
    """
    if not rows:
        return []
    quote = connection.ops.quote_name
    with by_key(), connection.cursor() as cursor:
        given, arguments = _as_table(columns, rows)
        cursor.execute(
            f"WITH v(key, {', '.join(map(quote, columns))}) AS ({given}) "  # noqa: S608 - see above
            f"UPDATE {quote(model._meta.db_table)} AS t SET {sets} FROM v "
            f"WHERE t.id = v.key AND {where} RETURNING id",
            arguments,
        )
        return [key for (key,) in cursor.fetchall()]


def _as_table(columns: Mapping[str, str], rows: Sequence[Values]) -> tuple[str, list[Any]]:
    """A SELECT of these rows with few variables: an array a column on PostgreSQL, one JSON on SQLite."""
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{kind}[]" for kind in ("bigint", *columns.values()))
        return f"SELECT * FROM unnest({arrays})", [list(column) for column in zip(*rows, strict=True)]  # noqa: S608
    values = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(columns) + 1))
    return f"SELECT {values} FROM json_each(%s)", [json.dumps(rows)]  # noqa: S608


def update_pairs(
    model: type[models.Model], column: str, values: Mapping[int, int | None], **same: Any
) -> None:
    """Give each row its own number in one column, and all of them the same values in others, in one write.

    Both sides travel as one text: a driver's array of a thousand numbers takes longer than the update.
    """
    if not values:
        return
    quote = connection.ops.quote_name
    fields = {name: model._meta.get_field(name) for name in same}
    alike = [fields[name].get_db_prep_save(value, connection) for name, value in same.items()]  # type: ignore[union-attr]
    sets = ", ".join([f"{quote(column)} = v.value", *(f"{quote(name)} = %s" for name in same)])
    given, arguments = _pairs(values)
    with by_key(), connection.cursor() as cursor:
        cursor.execute(
            f"WITH v(key, value) AS ({given}) "  # noqa: S608 - names of ours, values bound
            f"UPDATE {quote(model._meta.db_table)} AS t SET {sets} FROM v WHERE t.id = v.key",
            [*arguments, *alike],
        )


def _pairs(values: Mapping[int, int | None]) -> tuple[str, list[str]]:
    if connection.vendor == "postgresql":
        rights = ("NULL" if value is None else str(value) for value in values.values())
        both = [f"{{{','.join(side)}}}" for side in (map(str, values), rights)]
        return "SELECT * FROM unnest(%s::bigint[], %s::bigint[])", both
    pairs = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(%s)"
    return pairs, [json.dumps(list(values.items()))]
