"""The ledger as a table: kinds and days, as its address says."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.timezone import get_current_timezone

from apps.accounts.models import Workspace
from apps.accounts.tenancy import OwnedQuerySet
from apps.credits.models import Entry


@dataclass(frozen=True, slots=True)
class Filters:
    """`since` and `until` are whole days of the workspace's zone, both included."""

    kind: str
    since: date | None
    until: date | None


def read(query: QueryDict) -> Filters:
    """Filters out of ?kind=&since=&until=; nonsense is nothing."""
    kind = query.get("kind", "")
    return Filters(
        kind if kind in Entry.Kind.values else "", _day(query.get("since")), _day(query.get("until"))
    )


def _day(text: str | None) -> date | None:
    try:
        day = parse_date(text or "")
    except ValueError:
        return None
    # The ends of the calendar have no midnight in every zone.
    return day if day and 1970 <= day.year <= 9000 else None


def rows(workspace: Workspace, filters: Filters) -> OwnedQuerySet[Entry]:
    """The lines that they let through, in no order yet."""
    found = Entry.objects.of(workspace)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.since:
        found = found.filter(at__gte=_midnight(filters.since))
    if filters.until:
        found = found.filter(at__lt=_midnight(filters.until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, get_current_timezone())
