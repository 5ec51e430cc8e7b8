"""What is wrong right now, in words a marketer can pass on. Every count stops at a hundred."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from apps.accounts.models import Workspace
from apps.carriers.models import Callback
from apps.common import clock
from apps.messaging.models import Lane, Message
from apps.messaging.states import State

PATIENCE = timedelta(minutes=1)  # a worker that lives takes due work within seconds
LIMIT = 100
LANES = 500
Phase = Message.Phase


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong, and what it means."""

    title: str
    text: str


def troubles(workspace: Workspace) -> list[Trouble]:
    """Empty when all is well."""
    late = clock.now() - PATIENCE
    asked = (
        (_overdue(workspace, late), _OVERDUE),
        (_callbacks(workspace, Callback.State.NEW).filter(received_at__lt=late), _STUCK),
        (
            _callbacks(workspace, Callback.State.MALFORMED).filter(received_at__gt=late - timedelta(days=1)),
            _ODD,
        ),
        (Message.objects.of(workspace).filter(phase=Phase.DOUBT, attempted_at__lt=late), _UNSURE),
    )
    return [
        Trouble(title % {"count": number, "number": _spoken(number)}, str(text))
        for rows, (title, text) in asked
        if (number := rows.order_by()[:LIMIT].count())
    ]


_OVERDUE = (
    ngettext_lazy("%(number)s text is overdue", "%(number)s texts are overdue", "count"),
    _("They should have left a minute ago and more: is a worker running?"),
)
_STUCK = (
    ngettext_lazy(
        "%(number)s carrier report waits to be read", "%(number)s carrier reports wait to be read", "count"
    ),
    _("Receipts and replies come late: is a worker running?"),
)
_ODD = (
    ngettext_lazy(
        "%(number)s carrier report of the last day could not be read",
        "%(number)s carrier reports of the last day could not be read",
        "count",
    ),
    _("They are kept as they came; an admin finds them under Callbacks."),
)
_UNSURE = (
    ngettext_lazy("%(number)s text is unsure", "%(number)s texts are unsure", "count"),
    _("The carrier took them or it did not: no answer came. They are not sent again by themselves."),
)


def _overdue(workspace: Workspace, late: Any) -> Any:
    """Of the newest open lanes, each by its name in the index of the queue: else a hundred thousand paused
    texts were looked at first."""
    rows = Message.objects.of(workspace).filter(phase=Phase.QUEUE, state=State.QUEUED, not_before__lt=late)
    lanes = Lane.objects.of(workspace).filter(paused=False, closed=False).order_by("-id")
    alone = rows.filter(lane=None)
    return alone if alone.exists() else rows.filter(lane__in=list(lanes.values_list("pk", flat=True)[:LANES]))


def _callbacks(workspace: Workspace, state: str) -> Any:
    return Callback.objects.filter(account__workspace=workspace, state=state)


def _spoken(number: int) -> str:
    return f"{LIMIT - 1}+" if number == LIMIT else str(number)
