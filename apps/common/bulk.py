"""Many rows at once: COPY on PostgreSQL, executemany on SQLite, each far faster than bulk_create."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

import orjson
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")
Values = tuple[Any, ...]

# SQLite takes 32,766 variables a statement; this bounds look-ups by key, and memory.
BATCH = 2_000
# Below this a plain INSERT is as fast and saves a round trip.
WORTH_A_COPY = 20


def chunks(rows: Iterable[T], size: int) -> Iterable[list[T]]:
    """Lists of at most `size`, streamed."""
    stream = iter(rows)
    while chunk := list(islice(stream, size)):
        yield chunk


def insert(rows: Sequence[M]) -> None:
    """Insert all or none, and give each row its primary key."""
    if len(rows) < WORTH_A_COPY:
        if rows:
            type(rows[0])._base_manager.bulk_create(rows)
        return
    model = type(rows[0])
    names = [
        field.attname for field in model._meta.concrete_fields if not (field.primary_key or field.generated)
    ]
    for row, key in zip(rows, write(model, names, map(attrgetter(*names), rows), len(rows)), strict=True):
        row.pk, row._state.adding = key, False


def write(model: type[models.Model], names: Sequence[str], rows: Iterable[Values], count: int) -> list[int]:
    """Insert `count` rows given as tuples of all columns but the key, by attribute name; answers the keys.

    For hot paths: making a model instance costs more than writing its row. Nothing has a default here.
    """
    if not count:
        return []
    with transaction.atomic():
        keys = _keys(model, count)
        _send(model, ["id", *names], _turned(model, names, zip(keys, rows, strict=True)))
    return keys


def _keys(model: type[models.Model], count: int) -> list[int]:
    """Fresh keys, taken from the table's sequence: neither COPY nor executemany answers any."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                # The sequence is looked up once, not for each key: that took longer than the keys.
                "SELECT nextval(s.name) FROM generate_series(1, %s),"
                " (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) AS s",
                [count, connection.ops.quote_name(table)],
            )
            return [key for (key,) in cursor.fetchall()]
        # The transaction is IMMEDIATE, so nobody else writes; inserting the keys moves the sequence along.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
        return list(range(last + 1, last + 1 + count))


def _send(model: type[models.Model], names: Sequence[str], rows: Iterable[list[Any]]) -> None:
    quote = connection.ops.quote_name
    columns = {field.attname: quote(str(field.column)) for field in model._meta.concrete_fields}
    into = f"{quote(model._meta.db_table)} ({', '.join(columns[name] for name in names)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", list(rows))  # noqa: S608 - names of ours


def _turned(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[int, Values]]
) -> Iterator[list[Any]]:
    """What goes to the database: most columns as they are, the others through their field."""
    turns = _turns(model, tuple(names), connection.vendor)
    database = connections[DEFAULT_DB_ALIAS]
    for key, row in rows:
        values = [key, *row]
        for place, turn in turns:
            values[place] = turn(values[place], database)
        yield values


# What both drivers take as it is. Asking every field about every value took half of an import's time.
_PLAIN = (
    models.AutoField,
    models.IntegerField,
    models.BooleanField,
    models.CharField,
    models.TextField,
    models.ForeignKey,
)


@cache
def _turns(
    model: type[models.Model], names: tuple[str, ...], vendor: str
) -> list[tuple[int, Callable[..., Any]]]:
    """Places (the key is at 0) of the columns whose values their field must turn into the database's."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return [
        (place, _turn(fields[name]))
        for place, name in enumerate(names, 1)
        if not _is_plain(fields[name], vendor)
    ]


def _turn(field: models.Field[Any, Any]) -> Callable[..., Any]:
    """The field's own way; for JSON the same text without its wrapping, for a UUID itself where it can be."""
    if isinstance(field, models.UUIDField):
        return partial(_uuid, field)
    if type(field) is not models.JSONField:
        return field.get_db_prep_save
    encoder = field.encoder
    return lambda value, database: None if value is None else _json(value, encoder)


def _uuid(field: models.Field[Any, Any], value: Any, database: Any) -> Any:
    if type(value) is UUID and database.features.has_native_uuid_field:
        return value
    return field.get_db_prep_save(value, database)


def _json(value: Any, encoder: type[json.JSONEncoder] | None) -> str:
    """A flat table of texts, as most are, is written by orjson in a fifth of the time."""
    if type(value) is dict:
        if not value:
            return "{}"
        if all(type(one) is str and one.isascii() for one in value.values()):
            return orjson.dumps(value).decode()
    return json.dumps(value, cls=encoder)


def _is_plain(field: models.Field[Any, Any], vendor: str) -> bool:
    if not type(field).__module__.startswith("django."):
        return False
    return isinstance(field, _PLAIN) or (vendor == "postgresql" and isinstance(field, models.DateTimeField))


def update_from(
    model: type[models.Model],
    columns: Mapping[str, str],
    rows: Sequence[Values],
    sets: str,
    where: str = "TRUE",
) -> list[int]:
    """Update each row with values of its own, in one statement; answers the keys of those that took them.

    A row is (key, value, value…); `columns`: name → PostgreSQL type, in the
    order of the values. `sets` and `where` are
    SQL of ours (never input) over the table as `t` and the values as `v`.
    """
    if not rows:
        return []
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
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
    with connection.cursor() as cursor:
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
