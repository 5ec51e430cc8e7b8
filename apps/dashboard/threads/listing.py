"""The list of conversations, by filter and page."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User, Workspace
from apps.messaging.inbox import FILTERS, conversations
from apps.messaging.models import Conversation

LABELS = {
    "open": pgettext_lazy("conversations", "Open"),
    "unread": pgettext_lazy("conversations", "Unread"),
    "mine": pgettext_lazy("conversations", "Mine"),
    "unassigned": pgettext_lazy("conversations", "Unassigned"),
    "failed": pgettext_lazy("conversations", "Failed"),
    "closed": pgettext_lazy("conversations", "Closed"),
    "all": pgettext_lazy("conversations", "All"),
}
SIZE = 30
# Found by asking each conversation for its newest text: so many are asked for one page, which may be short.
UNINDEXED = ("failed",)
LOOKED_AT = 2_000
_START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page. `older` is the query string of the next, "" at the end."""

    which: str
    rows: list[Conversation]
    older: str
    is_first: bool


def which(name: str) -> str:
    """A filter that there is; the open ones otherwise."""
    return name if name in LABELS else "open"


def listing(workspace: Workspace, user: User, name: str, after: str = "") -> Listing:
    """Newest first. `after` is the mark of the last row shown: two conversations may share their moment."""
    rows = conversations(
        workspace, name if name in FILTERS else "open", mine=user if name == "mine" else None
    )
    mark = _read(after)
    edge = _edge(workspace, mark) if name in UNINDEXED else None
    rows = _behind(rows, mark)
    found = list((rows.filter(last_at__gte=edge.last_at) if edge else rows)[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else edge
    query = urlencode({"show": name, "after": _written(last)}) if last else ""
    return Listing(name, found[:SIZE], query, mark is None)


def _behind(rows: QuerySet[Conversation], mark: tuple[datetime, int] | None) -> QuerySet[Conversation]:
    """Said twice: only the plain comparison is looked up in an index."""
    if mark is None:
        return rows
    at, pk = mark
    return rows.filter(last_at__lte=at).filter(Q(last_at__lt=at) | Q(pk__lt=pk))


def _edge(workspace: Workspace, mark: tuple[datetime, int] | None) -> Conversation | None:
    """Where a stretch of LOOKED_AT ends; None when it holds all of them."""
    everybody = _behind(Conversation.objects.of(workspace).order_by("-last_at", "-id"), mark)
    return next(iter(everybody[LOOKED_AT - 1 : LOOKED_AT]), None)


def _written(row: Conversation) -> str:
    return f"{(row.last_at - _START) // timedelta(microseconds=1)}-{row.pk}"


def _read(text: str) -> tuple[datetime, int] | None:
    """The mark out of an address, or None for what is none."""
    micros, _, pk = text.partition("-")
    if not all(n.isascii() and n.isdecimal() and len(n) < 18 for n in (micros, pk)):
        return None
    return _START + timedelta(microseconds=int(micros)), int(pk)
