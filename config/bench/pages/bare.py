"""Filling tables without their indexes and foreign keys, which come back in the same transaction.

Ten million messages into nine indexes, row by row, take an hour; sorted once at the end, some minutes.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction

_CONSTRAINTS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype IN ('u', 'f') ORDER BY contype DESC, conname
"""
_INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = %s::regclass AND NOT i.indisprimary
    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY 1
"""


@contextmanager
def bare(*filled: type[models.Model]) -> Iterator[None]:
    """A transaction in which these tables have their primary key alone. PostgreSQL only; locks them."""
    with transaction.atomic():
        _run(
            "SET LOCAL synchronous_commit = off;"
            "SET LOCAL maintenance_work_mem = '1GB'; SET LOCAL work_mem = '256MB'"
        )
        again = [sql for model in filled for sql in _taken_off(model._meta.db_table)]
        yield
        for sql in again:
            _run(sql)


def _taken_off(table: str) -> list[str]:
    constraints, indexes = _asked(_CONSTRAINTS, table), _asked(_INDEXES, table)
    for name, _ in constraints:
        _run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        _run(f'DROP INDEX "{name}"')
    added = [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {how}' for name, how in constraints]
    return [how for _, how in indexes] + added


def _asked(sql: str, table: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [table])
        return list(cursor.fetchall())


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
