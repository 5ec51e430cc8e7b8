"""Typed values out of a JSON object. None and an absent name are the same: not given.

Strings lose their NULs here: PostgreSQL stores none, and no phone shows one.
"""

from collections.abc import Mapping
from typing import Any

from apps.api.kernel.refusals import BadArgument, MissingArgument

LARGEST_ID = 2**63 - 1


def text(body: Mapping[str, Any], name: str) -> str | None:
    """Raises BadArgument for anything but a string."""
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, str):
        return value.replace("\0", "")
    raise BadArgument(f"{name} must be a string", field=name)


def needed(body: Mapping[str, Any], name: str) -> str:
    """A string with something in it. Raises MissingArgument, BadArgument."""
    value = text(body, name)
    if value is None or not value.strip():
        raise MissingArgument(field=name)
    return value


def whole(body: Mapping[str, Any], name: str) -> int | None:
    """An id: a whole number, also as a string of digits. What no row can have becomes 0."""
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadArgument(f"{name} must be an integer", field=name)
    return value if 0 < value <= LARGEST_ID else 0


def flag(body: Mapping[str, Any], name: str) -> bool | None:
    value = body.get(name)
    if value is None or isinstance(value, bool):
        return value
    raise BadArgument(f"{name} must be true or false", field=name)


def texts(body: Mapping[str, Any], name: str) -> list[str] | None:
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [one.replace("\0", "") for one in value]
    raise BadArgument(f"{name} must be an array of strings", field=name)


def mapping(body: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    value = body.get(name)
    if value is None or isinstance(value, dict):
        return value
    raise BadArgument(f"{name} must be an object", field=name)


def wholes(body: Mapping[str, Any], name: str, most: int) -> list[int] | None:
    """An array of ids, each once, in order; ids as in `whole`."""
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or len(value) > most:
        raise BadArgument(f"{name} must be an array of at most {most} integers", field=name)
    held = [whole({name: one}, name) for one in value]
    if None in held:
        raise BadArgument(f"{name} must be an array of at most {most} integers", field=name)
    return list(dict.fromkeys(one for one in held if one is not None))
