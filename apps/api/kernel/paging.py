"""Limit and offset, and other values of a query string."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from apps.api.kernel.refusals import BadArgument

FARTHEST = 10**9
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Page:
    limit: int
    offset: int

    def of(self, rows: Any) -> Any:
        """The rows of this page out of a QuerySet or a list."""
        return rows[self.offset : self.offset + self.limit]


def page(query: Mapping[str, str], default: int, most: int) -> Page:
    """More than `most` is cut to it. Raises BadArgument for what is no whole number in range."""
    return Page(min(number(query, "limit", default, least=1), most), number(query, "offset", 0))


def number(query: Mapping[str, str], name: str, default: int, least: int = 0) -> int:
    given = word(query, name)
    if not given:
        return default
    if not (given.isascii() and given.isdecimal() and len(given) < 12 and int(given) >= least):
        raise BadArgument(f"{name} must be a whole number, {least} or more", field=name)
    return min(int(given), FARTHEST)


def word(query: Mapping[str, str], name: str) -> str:
    """The value without NUL and outer space, cut to 200 characters; "" when absent."""
    return query.get(name, "").replace("\0", "").strip()[:200]


def row_id(text: str) -> int:
    """The integer id in an address; 0, which no row has, for anything that is none."""
    is_one = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_one else 0


def since(query: Mapping[str, str], name: str = "from") -> datetime | None:
    """The moment itself, or the first of a day given as YYYY-MM-DD, UTC. Raises BadArgument."""
    return _moment(word(query, name), name)


def until(query: Mapping[str, str], name: str = "to") -> datetime | None:
    """The moment before which it must be: a day given as YYYY-MM-DD counts to its end."""
    given = word(query, name)
    at = _moment(given, name)
    return at + DAY if at and len(given) <= 10 and at < datetime.max.replace(tzinfo=UTC) - DAY else at


def _moment(given: str, name: str) -> datetime | None:
    if not given:
        return None
    try:
        # A "+" in an address is a space unless it is escaped, and few escape it.
        at = datetime.fromisoformat(given.replace(" ", "+") if "T" in given else given)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as fault:
        raise BadArgument(f"{name} must be a date, YYYY-MM-DD", field=name) from fault
