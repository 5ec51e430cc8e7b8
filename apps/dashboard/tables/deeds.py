"""The audit log as a table: what its address asks for, and how a row reads."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from apps.accounts import queries as accounts
from apps.accounts.audit.kinds import AREAS
from apps.accounts.audit.models import AuditEntry
from apps.accounts.audit.queries import Asked
from apps.accounts.models import Workspace

MOST_KEYS = 50


def read(query: QueryDict) -> Asked:
    """?who= area= since= until=; nonsense is nothing."""
    area = query.get("area", "")
    return Asked(
        query.get("who", "").replace("\0", "").strip()[:254],
        area if area in AREAS else "",
        _day(query, "since"),
        _day(query, "until"),
    )


def _day(query: QueryDict, name: str) -> date | None:
    try:
        day = date.fromisoformat(query.get(name, ""))
    except ValueError:
        return None
    return day if 1970 < day.year < 9000 else None


def people(workspace: Workspace) -> list[tuple[str, str]]:
    """(actor, how to call them): the team of today and the newest keys. Who is gone is typed."""
    seats = [(seat.user.email, seat.user.get_full_name()) for seat in accounts.team(workspace)]
    keys = accounts.keys(workspace).order_by("-id")[:MOST_KEYS]
    return [*seats, *((key.prefix, key.name) for key in keys)]


def shown(rows: Iterable[Any]) -> list[AuditEntry]:
    """Rows with `told`: (name, before, after) as people read them."""
    found = list(rows)
    for row in found:
        row.told = [
            (name.replace("_", " "), _said(before), _said(after)) for name, before, after in row.changes
        ]
    return found


def _said(value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if isinstance(value, dict):
        return ", ".join(f"{name} {part}" for name, part in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
