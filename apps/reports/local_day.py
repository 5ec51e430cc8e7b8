"""The day of a moment in the zone of a row's own workspace, counted by the database."""

from typing import Any

from django.db.models import DateField, Expression, F, Func


class LocalDay(Func):
    """LocalDay("created_at"): a date. Takes the zone from the workspace of each row, so that rows of all
    tenants are counted in one reading."""

    output_field = DateField()

    def __init__(self, moment: str | Expression, zone: str = "workspace__timezone", **extra: Any) -> None:
        super().__init__(moment, F(zone), **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(%(expressions)s)::date", arg_joiner=" AT TIME ZONE ", **extra
        )

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "django_datetime_cast_date(%(expressions)s, 'UTC')"
        return self.as_sql(compiler, connection, template=template, **extra)
