"""Values of attributes as the database takes them. Most columns need nothing done."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any
from uuid import UUID

import orjson
from django.db import DEFAULT_DB_ALIAS, connections, models

Values = tuple[Any, ...]
Turns = list[tuple[int, Callable[..., Any]]]


def turned(turns: Turns, rows: Iterable[Values]) -> Iterator[list[Any]]:
    """What goes to the database: most columns as they are, the others through their field."""
    database = connections[DEFAULT_DB_ALIAS]
    for row in rows:
        values = list(row)
        for place, turn in turns:
            values[place] = turn(values[place], database)
        yield values


def turned_columns(turns: Turns, rows: Sequence[Values]) -> list[Sequence[Any]]:
    """The same, a column at a time."""
    database = connections[DEFAULT_DB_ALIAS]
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place, turn in turns:
        columns[place] = [turn(value, database) for value in columns[place]]
    return columns


# What both drivers take as it is. Asking every field about every value took half of an import's time.
_PLAIN = (
    models.AutoField,
    models.IntegerField,
    models.BooleanField,
    models.CharField,
    models.TextField,
    models.ForeignKey,
)


_PLAIN_TO_COPY = (models.DateTimeField, models.BinaryField)


@cache
def turns(model: type[models.Model], names: tuple[str, ...], vendor: str) -> Turns:
    """Places of the columns whose values their field must turn into the database's."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return [
        (place, _turn(fields[name]))
        for place, name in enumerate(names)
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
    return isinstance(field, _PLAIN) or (vendor == "postgresql" and isinstance(field, _PLAIN_TO_COPY))
