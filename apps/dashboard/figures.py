"""The figures of the home page, read across rooms. A handful of aggregates, however many rows.

A workspace that sends much gets them from the cache for a minute: two scans of a million messages a
minute are cheap, two for every look at the page are not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils.formats import number_format

from apps.accounts.models import Workspace
from apps.common import clock
from apps.compliance.models import Suppression
from apps.messaging.models import Message
from apps.messaging.states import State

PERIODS = (7, 30)  # days
MUCH = 20_000  # messages in both periods: from here on the cache helps
KEPT = 60  # seconds

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
    key = f"figures:{workspace.pk}:{days}"
    kept: dict[str, Figure] | None = cache.get(key)
    if kept is not None:
        return kept
    counted = _count(workspace, clock.now(), timedelta(days=days))
    if counted["sent"].now + counted["sent"].before >= MUCH:
        cache.set(key, counted, KEPT)
    return counted


def _count(workspace: Workspace, now: datetime, period: timedelta) -> dict[str, Figure]:
    middle, start = now - period, now - 2 * period
    messages = Message.objects.of(workspace).exclude(kind=Message.Kind.SYSTEM)
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
    return f"{number_format(100 * part.now / whole.now, 1)}%" if whole.now else ""
