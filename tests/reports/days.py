"""Days with texts on them, as tests write them down."""

from datetime import UTC, date, datetime
from typing import Any

from apps.messaging.conversations import conversation_of
from apps.messaging.models import Message
from apps.reports import counting
from apps.reports.books import books
from tests.world import Tenant

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def at(text: str) -> datetime:
    """`2026-11-18 19:00`, UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def text(tenant: Tenant, when: str, state: str = "delivered", **more: Any) -> Message:
    """A text that was queued, and where its state says so sent, at that time (UTC)."""
    contact = more.pop("contact", None) or next(iter(tenant.contacts.values()))
    gone = state in ("sent", "delivered")
    values: dict[str, Any] = {"sent_at": at(when) if gone else None, "credits": 1, **more}
    message: Message = Message.objects.create(
        workspace=tenant.workspace,
        contact=contact,
        sender=tenant.sender,
        phone=contact.phone,
        address=tenant.sender.address,
        body="Hello",
        state=state,
        created_at=at(when),
        **values,
    )
    return message


def came_in(tenant: Tenant, when: str, **more: Any) -> Message:
    """Somebody texted us."""
    contact = more.pop("contact", None) or next(iter(tenant.contacts.values()))
    thread = conversation_of(contact, tenant.sender)
    return text(
        tenant, when, "received", contact=contact, direction="in", credits=0, conversation=thread, **more
    )


def by_hand(tenant: Tenant, when: str, member: str, **more: Any) -> Message:
    """A member wrote to somebody in the inbox."""
    contact = more.pop("contact", None) or next(iter(tenant.contacts.values()))
    thread = conversation_of(contact, tenant.sender)
    return text(tenant, when, contact=contact, kind="reply", origin=member, conversation=thread, **more)


def count_all() -> None:
    """What the clock does every ten minutes."""
    for book in books():
        for cohort in counting.still_open(book):
            counting.count(book, cohort)
