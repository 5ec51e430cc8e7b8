"""The texts that left in the last 30 days, as the gates look at texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from apps.accounts.models import Workspace
from apps.messaging.horizon import first_id_since
from apps.messaging.models import Message
from apps.senders.models import Sender

SPAN = timedelta(days=30)
# A limit looks back over 168 hours at most (compliance.rule_models).
BEFORE = timedelta(hours=168)
# A text may wait so long between its row and its leaving.
QUEUED = timedelta(days=7)
# Newest texts that one trial looks at: 5 s of one core where nothing is stopped, 13 s where most are.
MOST = 200_000
COUNTED = 1_000_000  # beyond it "more than a million" is said
KINDS = (Message.Kind.MARKETING, Message.Kind.DIRECT, Message.Kind.REPLY)
_COLUMNS = ("pk", "phone", "kind", "contact_id", "origin", "sent_at", "forced")


@dataclass(slots=True)
class Past:
    """A text that a carrier took at `at`."""

    pk: int
    phone: str
    kind: str
    contact_id: int
    origin: str
    at: datetime
    forced: bool
    dnd: bool = False
    sender: Sender | None = None
    body: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message_id(self) -> int | None:
        """None: judged as it was before it was queued."""
        return None


def _sent(workspace: Workspace, since: datetime, before: datetime) -> QuerySet[Any, Any]:
    rows = Message.objects.of(workspace).outbound().filter(pk__gte=first_id_since(since - QUEUED))
    return rows.filter(kind__in=KINDS, sent_at__gte=since, sent_at__lt=before)


def count(workspace: Workspace, now: datetime) -> int:
    """How many left in the 30 days before `now`, up to COUNTED + 1."""
    return int(_sent(workspace, now - SPAN, now).order_by()[: COUNTED + 1].count())


def texts(workspace: Workspace, now: datetime, most: int) -> list[Past]:
    """The newest of them, oldest first."""
    rows = _sent(workspace, now - SPAN, now).order_by("-pk").values_list(*_COLUMNS)[:most]
    return sorted((Past(*row) for row in rows), key=lambda one: (one.at, one.pk))


def earlier(workspace: Workspace, first: datetime) -> Iterator[Past]:
    """Those of the week before: they are not judged, but count for limits of the first days."""
    rows = _sent(workspace, first - BEFORE, first).order_by("pk").values_list(*_COLUMNS)
    return (Past(*row) for row in rows[:MOST])
