"""Who has a conversation open, and who is writing in it.

An open page asks every few seconds and says so at most every ten: 200 open tabs are 20 small writes a second.
"""

from dataclasses import dataclass
from datetime import timedelta

from apps.accounts.models import User
from apps.common import bulk, clock
from apps.messaging.models import Conversation
from apps.messaging.teamwork.models import Presence

EVERY = timedelta(seconds=10)  # at most so often somebody is written down
GONE_AFTER = timedelta(seconds=25)  # two looks missed: the page was closed
PAUSED_AFTER = timedelta(seconds=12)  # a person who thinks still writes
KEPT = timedelta(hours=1)
MOST = 5  # names in a notice


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else at the same thread."""

    name: str
    is_typing: bool


def come(conversation: Conversation, user: User, *, typing: bool = False) -> None:
    """This person has it open, or is writing in it."""
    now = clock.now()
    row = _mine(conversation, user)
    if row is None:
        _begin(conversation, user, typing)
    elif typing and (row.typed_at is None or row.typed_at < now - EVERY / 2):
        Presence.objects.of(conversation.workspace_id).filter(pk=row.pk).update(seen_at=now, typed_at=now)
    elif row.seen_at < now - EVERY:
        Presence.objects.of(conversation.workspace_id).filter(pk=row.pk).update(seen_at=now)


def stop_typing(conversation: Conversation, user: User) -> None:
    """It was sent."""
    rows = Presence.objects.of(conversation.workspace_id).filter(conversation=conversation, user=user)
    rows.exclude(typed_at=None).update(typed_at=None)


def others(conversation: Conversation, user: User) -> list[Other]:
    """Who else is at it, at most MOST of them, in a lasting order."""
    now = clock.now()
    rows = Presence.objects.of(conversation.workspace_id).filter(
        conversation=conversation, seen_at__gt=now - GONE_AFTER
    )
    found = rows.exclude(user=user).select_related("user").order_by("pk")[:MOST]
    return [
        Other(row.user.get_short_name(), bool(row.typed_at and row.typed_at > now - PAUSED_AFTER))
        for row in found
    ]


def _mine(conversation: Conversation, user: User) -> Presence | None:
    rows = Presence.objects.of(conversation.workspace_id).filter(conversation=conversation, user=user)
    found: Presence | None = rows.first()
    return found


def _begin(conversation: Conversation, user: User, typing: bool) -> None:
    """Where they were before is swept up on the way: nobody leaves more than an hour's rows behind."""
    now = clock.now()
    Presence.objects.of(conversation.workspace_id).filter(user=user, seen_at__lt=now - KEPT).delete()
    bulk.insert_if_absent(
        Presence(
            workspace_id=conversation.workspace_id,
            conversation=conversation,
            user=user,
            seen_at=now,
            typed_at=now if typing else None,
        )
    )
