"""New rows, all or none."""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models, transaction

from apps.common import behind, copying, prepared
from apps.common.bulk.pieces import chunks
from apps.common.bulk.values import Values, turned, turned_columns, turns

M = TypeVar("M", bound=models.Model)

# Below this a plain INSERT is as fast and saves a round trip.
WORTH_A_COPY = 20
# Statements of so many rows stay parsed: a connection keeps a hundred, and each number of rows is another.
KEPT = 2
# Rows that go into a COPY at once: the server takes them while the next are made.
A_WRITE = 1_000


def insert(rows: Sequence[M]) -> None:
    """Insert all or none, and give each row its primary key."""
    if not rows:
        return
    model = type(rows[0])
    if len(rows) < WORTH_A_COPY and connection.vendor != "postgresql":
        model._base_manager.bulk_create(rows)
        return
    names = _names(model)
    keys = write(model, names, map(attrgetter(*names), rows), len(rows), savepoint=False)
    for row, key in zip(rows, keys, strict=True):
        row.pk, row._state.adding = key, False


def insert_if_absent(row: models.Model) -> bool:
    """Insert one row and give it its key; False when a row that is equal under a unique key is there already.

    One statement and no savepoint. Somebody who is writing the same one at this moment is waited for.
    """
    model = type(row)
    names = _names(model)
    values = next(turned(turns(model, names, connection.vendor), [attrgetter(*names)(row)]))
    with prepared.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_into(model, names)} VALUES ({_marks(names)}) ON CONFLICT DO NOTHING RETURNING id",  # noqa: S608
            values,
        )
        found = cursor.fetchone()
    if found:
        row.pk, row._state.adding, row._state.db = found[0], False, DEFAULT_DB_ALIAS
    return bool(found)


@cache
def _names(model: type[models.Model]) -> tuple[str, ...]:
    """Columns that are written: all but the key and what the database works out."""
    fields = model._meta.concrete_fields
    return tuple(field.attname for field in fields if not (field.primary_key or field.generated))


def write(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Values],
    count: int,
    *,
    savepoint: bool = True,
) -> list[int]:
    """Insert `count` rows given as tuples of all columns but the key, by attribute name; answers the keys.

    For hot paths: making a model instance costs more than writing its row. Nothing has a default here.
    `savepoint`: whether somebody catches the IntegrityError and goes on in the same transaction.
    """
    if not count:
        return []
    with transaction.atomic(savepoint=savepoint):
        if count < WORTH_A_COPY and connection.vendor == "postgresql":
            return _inserted(model, names, rows, count)
        keys = _keys(model, count)
        _send(model, ["id", *names], ((key, *row) for key, row in zip(keys, rows, strict=True)))
    return keys


def append(model: type[models.Model], names: Sequence[str], rows: Iterable[Values]) -> None:
    """The same for rows whose keys nobody needs: the database gives them, and they are not fetched."""
    with transaction.atomic():
        _send(model, names, rows)


def append_few(model: type[models.Model], names: Sequence[str], rows: Sequence[Values]) -> None:
    """The same for a handful, in a transaction: an INSERT is one round trip where a COPY is three."""
    if len(rows) < WORTH_A_COPY and connection.vendor == "postgresql":
        if rows:
            _inserted(model, names, rows, len(rows))
    else:
        append(model, names, rows)


def _inserted(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Values], count: int
) -> list[int]:
    """The keys that PostgreSQL gave, in the order of the rows."""
    values = [value for row in turned(turns(model, tuple(names), connection.vendor), rows) for value in row]
    marks = ", ".join([f"({_marks(names)})"] * count)
    with prepared.cursor() if count <= KEPT else connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_into(model, names)} VALUES {marks} RETURNING id", values)  # noqa: S608
        return [key for (key,) in cursor.fetchall()]


def _into(model: type[models.Model], names: Sequence[str]) -> str:
    return _table(model, tuple(names))


@cache
def _table(model: type[models.Model], names: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    columns = {field.attname: quote(str(field.column)) for field in model._meta.concrete_fields}
    return f"{quote(model._meta.db_table)} ({', '.join(columns[name] for name in names)})"


def _marks(names: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(names))


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


def _send(model: type[models.Model], names: Sequence[str], rows: Iterable[Values]) -> None:
    into = _into(model, names)
    how = turns(model, tuple(names), connection.vendor)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            texts = (copying.text(turned_columns(how, some)) for some in chunks(rows, A_WRITE))
            _copy(cursor, f"COPY {into} FROM STDIN", texts)
        else:
            cursor.executemany(f"INSERT INTO {into} VALUES ({_marks(names)})", list(turned(how, rows)))  # noqa: S608 - names of ours


def _copy(cursor: Any, sql: str, texts: Iterable[str]) -> None:
    if line := behind.line():
        line.copy(sql, texts)
        return
    with connection.wrap_database_errors, cursor.copy(sql) as copy:
        for text in texts:
            copy.write(text)
