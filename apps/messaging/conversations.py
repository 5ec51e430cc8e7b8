"""Conversations: a contact × a sender."""

from apps.accounts.models import User
from apps.common import clock
from apps.contacts.models import Contact
from apps.events import diary
from apps.messaging.models import Conversation, Message
from apps.senders.models import Sender


def conversation_of(contact: Contact, sender: Sender) -> Conversation:
    """The conversation of this pair, begun now when there is none."""
    conversation, begun = Conversation.everywhere.get_or_create(
        contact=contact, sender=sender, defaults={"workspace_id": contact.workspace_id}
    )
    conversation.contact, conversation.sender = contact, sender
    if begun:
        diary.record(
            contact.workspace_id,
            "conversation.started",
            conversation.public_id,
            contact_id=contact.pk,
            sender=sender.address,
        )
    found: Conversation = conversation
    return found


def note_outbound(conversation: Conversation, message: Message) -> None:
    """A text went out: it is the newest line. Whether anybody read what came in is another matter."""
    Conversation.objects.of(conversation.workspace_id).filter(pk=conversation.pk).update(
        last_at=clock.now(), preview=message.body[:160]
    )


def set_open(conversation: Conversation, is_open: bool) -> None:
    """Close it, or open it again. A text that comes in opens it by itself."""
    Conversation.objects.of(conversation.workspace_id).filter(pk=conversation.pk).update(is_open=is_open)


def assign(conversation: Conversation, user: User | None) -> None:
    """Say who answers; None: whoever is free."""
    Conversation.objects.of(conversation.workspace_id).filter(pk=conversation.pk).update(assigned_to=user)


def mark_read(conversation: Conversation) -> None:
    Conversation.objects.of(conversation.workspace_id).filter(pk=conversation.pk, unread__gt=0).update(
        unread=0
    )
