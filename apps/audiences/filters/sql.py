"""Values out of a contact's attributes, as SQL that says the same on SQLite and PostgreSQL.

Each is NULL for whoever holds no value of that kind. Names and values are parameters, never part of the SQL.
"""

from typing import Any

from django.db import models
from django.db.models import F, Func, Q

# Numbers that people write: at most 15 digits in all, which a double keeps exactly.
NUMBER = r"^-?([0-9]{1,15}|[0-9]{1,9}\.[0-9]{1,6})\Z"


class Folded(Func):
    """Text with A–Z made small, and no other letter: the same whatever a database's locale is."""

    function = "LOWER"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template='LOWER((%(expressions)s) COLLATE "C")', **context)


class Bytewise(Func):
    """Text that is compared byte by byte, as SQLite does, whatever a database's locale is."""

    template = "%(expressions)s"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template='(%(expressions)s) COLLATE "C"', **context)


class NotTrue(Func):
    """Whoever a condition does not match, be it false or unknown."""

    template = "(%(expressions)s) IS NOT TRUE"
    output_field = models.BooleanField()


class _Held(Func):
    """What an attribute holds. `sqlite` speaks of j.type and j.atom, `postgresql` of {v} (jsonb) and {t}."""

    sqlite: str
    postgresql: str

    def __init__(self, name: str) -> None:
        super().__init__(F("attributes"))
        self.name = name

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        # json_each takes any name; a path would not take one with quotes in it.
        sql = f"(SELECT {self.sqlite} FROM json_each({column}) AS j WHERE j.key = %s)"  # noqa: S608
        return sql, [*params, self.name]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        sql = self.postgresql.format(v=f"({column} -> %s)", t=f"({column} ->> %s)")
        times = self.postgresql.count("{v}") + self.postgresql.count("{t}")
        return sql, [*params, self.name] * times


class TextOf(_Held):
    """A text, on PostgreSQL maybe a number written out: to be used inside OfText."""

    output_field = models.TextField()
    sqlite = "CASE WHEN j.type = 'text' THEN j.atom END"
    postgresql = "{t}"


class OfText(_Held):
    """A condition on TextOf for those who hold a text. Never NULL.

    The kind is asked last, of those who are left: asked first it cost a fifth more over a million contacts.
    """

    output_field = models.BooleanField()
    postgresql = "jsonb_typeof({v}) = 'string'"

    def __init__(self, name: str, condition: Q) -> None:
        super().__init__(name)
        sources: list[Any] = [*self.get_source_expressions(), condition]
        self.set_source_expressions(sources)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[1])
        return f"COALESCE({sql}, FALSE)", params

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        condition, params = compiler.compile(self.source_expressions[1])
        sql, more = super().as_postgresql(compiler, connection, **context)
        return f"CASE WHEN {condition} THEN {sql} ELSE FALSE END", [*params, *more]


class FlagOf(_Held):
    """A text with A–Z made small, or true or false."""

    output_field = models.TextField()
    sqlite = "CASE WHEN j.type = 'text' THEN LOWER(j.atom) WHEN j.type IN ('true', 'false') THEN j.type END"
    postgresql = "CASE WHEN jsonb_typeof({v}) IN ('string', 'boolean') THEN LOWER({t} COLLATE \"C\") END"


class IsHeld(_Held):
    """Whether there is any value but null and the empty text. Never NULL."""

    output_field = models.BooleanField()
    sqlite = "j.atom"
    postgresql = "COALESCE({t}, '') <> ''"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = super().as_sqlite(compiler, connection, **context)
        return f"COALESCE({sql}, '') <> ''", params


class NumberIs(_Held):
    """A number, or a text that is written as one, compared: `operator` is =, <, <=, > or >=."""

    output_field = models.BooleanField()
    sqlite = (
        "CASE WHEN j.type IN ('integer', 'real') THEN j.atom"
        f" WHEN j.type = 'text' AND j.atom REGEXP '{NUMBER}' THEN CAST(j.atom AS NUMERIC) END"
    )
    # numeric, for a double cannot hold all that JSON can; CASE keeps the cast from what is no number.
    postgresql = (
        "CASE WHEN jsonb_typeof({v}) = 'number' THEN {t}::numeric"
        f" WHEN {{t}} ~ '{NUMBER.replace('{', '{{').replace('}', '}}')}' THEN {{t}}::numeric END"
    )
    operators = frozenset({"=", "<", "<=", ">", ">="})

    def __init__(self, name: str, operator: str, value: float) -> None:
        super().__init__(name)
        assert operator in self.operators
        self.operator, self.value = operator, value

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = super().as_sqlite(compiler, connection, **context)
        return f"{sql} {self.operator} %s", [*params, self.value]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = super().as_postgresql(compiler, connection, **context)
        return f"{sql} {self.operator} %s::numeric", [*params, repr(self.value)]
