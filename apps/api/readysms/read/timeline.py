"""What was said with one contact and what happened to it, newest first."""

from collections.abc import Mapping
from datetime import datetime

from apps.accounts.models import Workspace
from apps.api.kernel import paging
from apps.contacts.models import Contact
from apps.events.models import Event
from apps.messaging.models import Message

SIZE = 50
MOST_PAGES = 100  # each source is read from its start, so the last page costs 100 times the first
# The message itself tells these.
TOLD_BY_MESSAGES = ("message.received", "message.delivered", "message.failed", "message.unsure")

Row = Message | Event


def page(query: Mapping[str, str]) -> int:
    """`page`, from 1. Raises BadArgument."""
    return min(paging.number(query, "page", 1, least=1), MOST_PAGES)


def found(workspace: Workspace, contact: Contact, number: int) -> list[Row]:
    """The rows of one page."""
    end = number * SIZE
    messages = (
        Message.objects.of(workspace).filter(contact=contact).select_related("contact", "sender__carrier")
    )
    events = Event.objects.of(workspace).filter(contact_id=contact.pk).exclude(name__in=TOLD_BY_MESSAGES)
    rows: list[Row] = [*messages.order_by("-id")[:end], *events.order_by("-id")[:end]]
    return sorted(rows, key=moment, reverse=True)[end - SIZE : end]


def moment(row: Row) -> datetime:
    return row.created_at if isinstance(row, Message) else row.at
