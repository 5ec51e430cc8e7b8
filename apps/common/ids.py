"""Public ids: a prefix and a ULID (`con_01HYZ8…`), kept in the database as 16 bytes of UUID.

A ULID sorts by time, so the index over it grows at one end; as a native UUID it takes 16 bytes
where the text would take 30.
"""

import os
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.db import models

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Two letters at a time: a ledger line's id is written a million times at an import, and read as often.
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_SHIFTS = range(120, -1, -10)
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
LENGTH = 26


def new_ulid() -> uuid.UUID:
    """48 bits of milliseconds, 80 bits of chance (ULID specification, 2016)."""
    return uuid.UUID(bytes=(time.time_ns() // 1_000_000).to_bytes(6, "big") + os.urandom(10))


def new_ulids(count: int) -> list[uuid.UUID]:
    """Many at once, of one millisecond, ascending: one look at the clock, one draw of chance.

    In order, so that an index takes them at its end, each beside the one before.
    """
    moment, chance = (time.time_ns() // 1_000_000).to_bytes(6, "big"), os.urandom(10 * count)
    drawn = sorted([chance[at : at + 10] for at in range(0, len(chance), 10)])
    return [uuid.UUID(bytes=moment + one) for one in drawn]


def encode(value: uuid.UUID) -> str:
    """26 characters of Crockford's base 32."""
    number = value.int
    return "".join([_PAIRS[(number >> shift) & 1023] for shift in _SHIFTS])


def decode(text: str) -> uuid.UUID | None:
    """The UUID behind 26 characters, or None for anything else."""
    if len(text) != LENGTH:
        return None
    number = 0
    for letter in text.upper():
        if letter not in _VALUE:
            return None
        number = number << 5 | _VALUE[letter]
    return uuid.UUID(int=number) if number < 1 << 128 else None


def parse(prefix: str, text: object) -> uuid.UUID | None:
    """The UUID of a public id with this prefix; None for what cannot be one (treat it as unknown)."""
    if not isinstance(text, str) or not text.startswith(f"{prefix}_"):
        return None
    return decode(text[len(prefix) + 1 :])


class Maker:
    """A default for PublicIdField that migrations can serialise."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def __call__(self) -> str:
        return f"{self.prefix}_{encode(new_ulid())}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Maker) and other.prefix == self.prefix

    def __hash__(self) -> int:
        return hash(self.prefix)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "apps.common.ids.Maker", [self.prefix], {}


class PublicIdField(models.UUIDField):  # type: ignore[type-arg]
    """A unique `prefix_ULID` in Python, a UUID in the database. A malformed id matches no row."""

    # Read by the mypy plugin: a row's public id is text.
    _pyi_private_set_type: Any
    _pyi_private_get_type: str  # type: ignore[assignment]
    _pyi_lookup_exact_type: Any

    def __init__(self, prefix: str = "", **kwargs: Any) -> None:
        self.prefix = prefix
        kwargs.update(unique=kwargs.get("unique", True), editable=False, default=Maker(prefix))
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        kwargs.pop("editable", None)
        return name, path, args, {**kwargs, "prefix": self.prefix}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        if value is None:
            return None
        return f"{self.prefix}_{encode(value if isinstance(value, uuid.UUID) else uuid.UUID(value))}"

    def get_db_converters(self, connection: Any) -> list[Callable[..., Any]]:
        return [self.from_db_value]

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, uuid.UUID):
            return value
        # No row was ever given the nil UUID, so an id that cannot be one finds nothing instead of failing.
        return parse(self.prefix, value) or uuid.UUID(int=0)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = value if prepared else self.get_prep_value(value)
        if value is None or connection.features.has_native_uuid_field:
            return value
        return value.hex

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        return None
