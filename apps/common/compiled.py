"""Questions of the hot path: the ORM writes their SQL once a process, each asking costs its round trip alone.

A SELECT of one row took 450 to 730 µs of processor time in Django and 110 to 210 in PostgreSQL; two thirds of
the former were the making of SQL that is always the same. Nothing that was answered is kept.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

T = TypeVar("T")
Row = Sequence[Any]
Value = str | int | datetime


class Compiled(Generic[T]):
    """`write` makes a QuerySet of the values it is given; `kinds` are their types: text, number, moment.

    The QuerySet answers rows of its model, with select_related as far as that goes, or tuples (values_list).
    The values may stand in filters only, and only as they are: not within a list, not in an expression.
    """

    def __init__(self, write: Callable[..., QuerySet[Any, Any]], *kinds: type[Value]) -> None:
        self._write = write
        self._blanks = [_blank(kind, place) for place, kind in enumerate(kinds)]

    def all(self, *values: Value) -> list[T]:
        """The rows for these values, in their order."""
        sql, places, constants, made = self._compiled
        given = [_adapted(value) for value in values]
        params = [constants[at] if place is None else given[place] for at, place in enumerate(places)]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [made(row) for row in cursor.fetchall()]

    def one(self, *values: Value) -> T | None:
        """The first row, if there is any."""
        return next(iter(self.all(*values)), None)

    @cached_property
    def _compiled(self) -> tuple[str, list[int | None], Row, Callable[[Row], T]]:
        asked = self._write(*self._blanks)
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        blanks = [_adapted(blank) for blank in self._blanks]
        places = [blanks.index(one) if one in blanks else None for one in params]
        assert {*places} >= {*range(len(blanks))}, f"A value got lost: {sql}"
        return sql, places, params, _maker(compiler, issubclass(asked._iterable_class, ModelIterable))


def _blank(kind: type[Value], place: int) -> Value:
    """What stands for a value to come, and is in no query of its own."""
    if kind is datetime:
        return datetime(1066, 10, 14, tzinfo=UTC) + timedelta(seconds=place)
    return f"\ufffe{place}" if kind is str else -2_000_000_000 - place


def _adapted(value: Value) -> Any:
    """As the driver takes it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _maker(compiler: Any, of_models: bool) -> Callable[[Row], Any]:
    """What makes of a row what the QuerySet would: as ModelIterable does."""
    select, info = compiler.select, compiler.klass_info
    converters = list(compiler.get_converters([one[0] for one in select[: compiler.col_count]]).items())

    def converted(row: Row) -> list[Any]:
        values = list(row)
        for place, (turns, expression) in converters:
            for turn in turns:
                values[place] = turn(values[place], expression, connection)
        return values

    if not of_models:
        return lambda row: tuple(converted(row))
    first, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [one[0].target.attname for one in select[first:end]]
    related = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # stubs of 6

    def made(row: Row) -> Any:
        values = converted(row)
        found = info["model"].from_db(DEFAULT_DB_ALIAS, names, values[first:end])
        for one in related:
            one.populate(values, found)
        return found

    return made
