"""The inbox as its readers ask for it: conversations by filter, and the texts of one thread."""

from collections.abc import Callable

from django.db.models import OuterRef, QuerySet, Subquery

from apps.accounts.models import User, Workspace
from apps.messaging.models import Conversation, Message
from apps.messaging.states import State

Rows = QuerySet[Conversation]
BY_HAND = (Message.Kind.REPLY, Message.Kind.DIRECT)
_CAME_TO_NOTHING = (State.FAILED, State.REFUSED)


def _failed(rows: Rows) -> Rows:
    """The newest text to them came to nothing."""
    newest = Message.everywhere.filter(conversation=OuterRef("pk"), direction=Message.Direction.OUT)
    return rows.annotate(last_state=Subquery(newest.order_by("-id").values("state")[:1])).filter(
        last_state__in=(*_CAME_TO_NOTHING, State.UNSURE)
    )


FILTERS: dict[str, Callable[[Rows], Rows]] = {
    "unread": lambda rows: rows.filter(unread__gt=0),
    "open": lambda rows: rows.filter(is_open=True),
    "closed": lambda rows: rows.filter(is_open=False),
    "unassigned": lambda rows: rows.filter(is_open=True, assigned_to=None),
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


def newest(conversation: Conversation) -> int:
    """The key of the newest text of a thread, 0 when there is none."""
    return texts(conversation).values_list("pk", flat=True).first() or 0


def answered_since(conversation: Conversation, seen: int, but_by: str) -> Message | None:
    """What another member wrote behind the text `seen`, the newest of it. What failed is no answer."""
    by_hand = texts(conversation).filter(
        pk__gt=seen, direction=Message.Direction.OUT, kind__in=BY_HAND, origin__contains="@"
    )
    return by_hand.exclude(origin=but_by[:40]).exclude(state__in=(*_CAME_TO_NOTHING, State.CANCELED)).first()
