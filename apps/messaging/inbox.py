"""The inbox as its readers ask for it: conversations by filter, and the texts of one thread."""

from collections.abc import Callable

from django.db.models import OuterRef, QuerySet, Subquery

from apps.accounts.models import User, Workspace
from apps.messaging.models import Conversation, Message
from apps.messaging.states import State

Rows = QuerySet[Conversation]


def _failed(rows: Rows) -> Rows:
    """The newest text to them came to nothing."""
    newest = Message.everywhere.filter(conversation=OuterRef("pk"), direction=Message.Direction.OUT)
    return rows.annotate(last_state=Subquery(newest.order_by("-id").values("state")[:1])).filter(
        last_state__in=(State.FAILED, State.REFUSED, State.UNSURE)
    )


FILTERS: dict[str, Callable[[Rows], Rows]] = {
    "unread": lambda rows: rows.filter(unread__gt=0),
    "open": lambda rows: rows.filter(is_open=True),
    "closed": lambda rows: rows.filter(is_open=False),
    "failed": _failed,
    "all": lambda rows: rows,
}


def conversations(workspace: Workspace, which: str, mine: User | None = None) -> Rows:
    """Newest first. `which` is a name of FILTERS; `mine` leaves only what is assigned to that person."""
    rows = FILTERS[which](Conversation.objects.of(workspace))
    if mine:
        rows = rows.filter(assigned_to=mine)
    return rows.select_related("contact", "sender", "assigned_to").order_by("-last_at", "-id")


def texts(conversation: Conversation) -> QuerySet[Message]:
    """Everything between this contact and this sender, campaigns too, newest first."""
    return (
        Message.objects.of(conversation.workspace_id)
        .filter(contact=conversation.contact_id, sender=conversation.sender_id)
        .order_by("-id")
    )
