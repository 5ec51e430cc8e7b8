"""The figures of the home page, read across rooms. A handful of aggregates, however many rows.

A workspace that sends little sees what was sent a second ago. One that sends much gets its figures out of the
sums of the reports (docs/adr/0022), in whole days of its zone and a minute behind: it has too many to read.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils.formats import number_format

from apps.accounts.models import Workspace
from apps.common import clock
from apps.compliance.models import Suppression
from apps.messaging.models import Message
from apps.messaging.states import State
from apps.reports import queries as reports
from apps.reports.models import PeopleDay
from apps.reports.span import Span

PERIODS = (7, 30)  # days
MUCH = 10_000  # messages in both periods: so many are read in some 20 ms

TAKEN = Q(direction=Message.Direction.OUT) & (
    Q(state__in=[State.SENT, State.DELIVERED]) | Q(state=State.FAILED, sent_at__isnull=False)
)
COUNTED = {
    "sent": Count("pk", filter=TAKEN),
    "delivered": Count("pk", filter=Q(direction=Message.Direction.OUT, state=State.DELIVERED)),
    "failed": Count("pk", filter=Q(direction=Message.Direction.OUT, state__in=[State.FAILED, State.REFUSED])),
    "replied": Count("contact", filter=Q(direction=Message.Direction.IN), distinct=True),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number against the same number of the period before."""

    now: int
    before: int

    @property
    def delta(self) -> str:
        """+18%, −4%, or "" where there was nothing to compare with."""
        if not self.before:
            return ""
        change = round(100 * (self.now - self.before) / self.before)
        return f"{change:+d}%".replace("-", "−") if change else "±0%"

    @property
    def rose(self) -> bool | None:
        """None: no change, or nothing to compare with."""
        return None if self.now == self.before or not self.before else self.now > self.before

    @property
    def fell(self) -> bool | None:
        """The same for figures that are welcome when they fall."""
        return None if self.rose is None else not self.rose


def figures(workspace: Workspace, days: int) -> dict[str, Figure]:
    """Texts taken by carriers, delivered, failed; people who replied; numbers that opted out."""
    now, period = clock.now(), timedelta(days=days)
    last = _last_of_many(workspace)
    if last and last.created_at > now - 2 * period:
        return _summed(workspace, Span.until(now.astimezone(ZoneInfo(workspace.timezone)).date(), days))
    return _count(workspace, now, period, after=last.pk if last else 0)


def _last_of_many(workspace: Workspace) -> Message | None:
    """The last of the newest MUCH messages: where it is older than both periods, all before it are, too."""
    newest = Message.objects.of(workspace).order_by("-id").values("pk")[MUCH - 1 : MUCH]
    return Message.objects.of(workspace).filter(pk__in=newest).only("created_at").first()


def _summed(workspace: Workspace, span: Span) -> dict[str, Figure]:
    now, before = reports.texts(workspace, span), reports.texts(workspace, span.before)
    left = PeopleDay.What.LEFT
    return {
        **{name: Figure(now[name], before[name]) for name in ("sent", "delivered", "failed")},
        "replied": Figure(_wrote(workspace, span), _wrote(workspace, span.before)),
        "opted_out": Figure(
            reports.people(workspace, span, left), reports.people(workspace, span.before, left)
        ),
    }


def _wrote(workspace: Workspace, span: Span) -> int:
    """People, so that days cannot be added up; out of an index over what came in."""
    zone = ZoneInfo(workspace.timezone)
    days = (span.first, span.last + timedelta(days=1))
    start, end = (datetime.combine(day, time.min, zone) for day in days)
    rows = Message.objects.of(workspace).filter(direction=Message.Direction.IN)
    rows = rows.filter(created_at__gte=start, created_at__lt=end).order_by()
    return rows.aggregate(people=Count("contact", distinct=True))["people"] or 0


def _count(workspace: Workspace, now: datetime, period: timedelta, after: int) -> dict[str, Figure]:
    middle, start = now - period, now - 2 * period
    messages = Message.objects.of(workspace).filter(pk__gt=after).exclude(kind=Message.Kind.SYSTEM)
    outs = Suppression.objects.of(workspace).filter(kind=Suppression.Kind.OPT_OUT).exclude(source="import")
    recent, older = (
        Q(created_at__gt=middle, created_at__lte=now),
        Q(created_at__gt=start, created_at__lte=middle),
    )
    return {
        **_figures(messages.filter(recent).aggregate(**COUNTED), messages.filter(older).aggregate(**COUNTED)),
        "opted_out": Figure(outs.filter(recent).count(), outs.filter(older).count()),
    }


def _figures(now: dict[str, Any], before: dict[str, Any]) -> dict[str, Figure]:
    return {name: Figure(now[name], before[name]) for name in COUNTED}


def rate(part: Figure, whole: Figure) -> str:
    """part of whole now, in percent: 98.2%; "" when there is no whole."""
    return f"{number_format(round(100 * part.now / whole.now, 1), 1)}%" if whole.now else ""
