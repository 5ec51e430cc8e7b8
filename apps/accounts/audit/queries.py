"""Reading the log: by person, area and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apps.accounts.audit.models import AuditEntry
from apps.accounts.tenancy import OwnedQuerySet
from apps.accounts.workspaces import Workspace

HEADINGS = (
    *("time (UTC)", "kind", "about", "area", "id", "by", "name", "way", "address"),
    *("before", "after", "sandbox"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader looks for. `who`: an e-mail address or a key's prefix, whole. `until`: that day too."""

    who: str = ""
    area: str = ""
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.who or self.area or self.since or self.until)


def rows(workspace: Workspace, asked: Asked) -> OwnedQuerySet[AuditEntry]:
    """Lines of a live workspace and its sandbox, from either, in no order yet. Days are those of its zone."""
    live = workspace.live or workspace
    found = AuditEntry.objects.of(live)
    if asked.who:
        found = found.filter(actor=asked.who)
    if asked.area:
        found = found.filter(area=asked.area)
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since, live))
    if asked.until:
        found = found.filter(at__lt=_midnight(asked.until + timedelta(days=1), live))
    return found


def _midnight(day: date, workspace: Workspace) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(workspace.timezone))


def exported(found: OwnedQuerySet[AuditEntry]) -> Iterator[list[object]]:
    """Lines of a CSV, oldest first, in English as programs read it; 2,000 rows are in memory at most."""
    yield list(HEADINGS)
    for row in found.order_by("id").iterator(chunk_size=2_000):
        yield _line(row)


def _line(row: AuditEntry) -> list[object]:
    at = row.at.strftime("%Y-%m-%d %H:%M:%S")
    what = [row.kind, row.subject, row.area, row.subject_id]
    who = [row.actor, row.actor_name, row.way, row.ip or ""]
    return [at, *what, *who, _told(row.before), _told(row.after), "yes" if row.in_sandbox else ""]


def _told(values: dict[str, Any]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in sorted(values.items()))
