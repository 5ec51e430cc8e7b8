"""Conversations: a contact × a sender."""

from apps.common import bulk, clock
from apps.contacts.models import Contact
from apps.events import diary
from apps.messaging.models import Conversation, Message
from apps.senders.models import Sender


def conversation_of(contact: Contact, sender: Sender, *, is_new: bool = False) -> Conversation:
    """The conversation of this pair, begun now when there is none. `is_new`: the contact was made now."""
    known = None if is_new else _known(contact, sender)
    conversation = known or _begun(contact, sender) or _known(contact, sender)
    assert conversation is not None, "it was there a moment ago"
    conversation.contact, conversation.sender = contact, sender
    return conversation


def _known(contact: Contact, sender: Sender) -> Conversation | None:
    rows = Conversation.objects.of(contact.workspace_id).filter(contact=contact, sender=sender)
    found: Conversation | None = next(iter(rows.order_by()), None)
    return found


def _begun(contact: Contact, sender: Sender) -> Conversation | None:
    """None: somebody began it at this moment."""
    made = Conversation(workspace_id=contact.workspace_id, contact=contact, sender=sender)
    if not bulk.insert_if_absent(made):
        return None
    diary.record(
        contact.workspace_id,
        "conversation.started",
        made.public_id,
        contact_id=contact.pk,
        sender=sender.address,
    )
    return made


def note_outbound(conversation: Conversation, message: Message) -> None:
    """A text went out: it is the newest line. Whether anybody read what came in is another matter."""
    bulk.update_one(conversation, last_at=clock.now(), preview=message.body[:160])


def set_open(conversation: Conversation, is_open: bool) -> None:
    """Close it, or open it again. A text that comes in opens it by itself."""
    Conversation.objects.of(conversation.workspace_id).filter(pk=conversation.pk).update(is_open=is_open)


def mark_read(conversation: Conversation) -> None:
    Conversation.objects.of(conversation.workspace_id).filter(pk=conversation.pk, unread__gt=0).update(
        unread=0
    )
