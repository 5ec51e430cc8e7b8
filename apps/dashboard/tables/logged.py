"""The request log as a table: what its address asks for, and what a row shows."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from apps.requestlog.models import LoggedRequest
from apps.requestlog.queries import Asked, rows

__all__ = ["METHODS", "STATUSES", "Asked", "Shown", "read", "rows", "shown"]

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
STATUSES = [
    ("", _("Any answer")),
    *(("2xx", _("2xx, done")), ("4xx", _("4xx, refused")), ("5xx", _("5xx, our fault"))),
    *(
        (str(code), f"{code} {HTTPStatus(code).phrase}")
        for code in (400, 401, 402, 403, 404, 409, 422, 429, 500)
    ),
]
_WORDS = frozenset(word for word, _ in STATUSES)
TONES = {2: "done", 3: "open", 4: "paused", 5: "failed"}
Shown = LoggedRequest


def read(query: QueryDict) -> Asked:
    """?status=&method=&path=&key=; nonsense is nothing."""
    status, method = query.get("status", ""), query.get("method", "")
    return Asked(
        status if status in _WORDS else "",
        method if method in METHODS else "",
        _text(query, "path"),
        _text(query, "key")[:80],
    )


def _text(query: QueryDict, name: str) -> str:
    return query.get(name, "").replace("\0", "").strip()[:100]


def shown(found: Iterable[Any]) -> list[Shown]:
    """Rows with `tone` and `phrase`."""
    rows = list(found)
    for row in rows:
        row.tone, row.phrase = TONES.get(row.family, "open"), _phrase(row.status)
    return rows


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
