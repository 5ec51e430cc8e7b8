"""A text from a phone to one of our senders: stored, understood and answered in one transaction."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from apps.carriers.models import CarrierAccount
from apps.carriers.outcomes import Inbound
from apps.common import clock, phones
from apps.contacts import actions as contacts
from apps.copywriting.encoding import measure
from apps.events import diary
from apps.messaging import understanding
from apps.messaging.carrier_words import plausible, said
from apps.messaging.conversations import conversation_of
from apps.messaging.models import Conversation, Message
from apps.messaging.states import State
from apps.senders.models import Sender

LONGEST = 10_000
# An older text is hardly what they mean.
ANSWERED_WITHIN = timedelta(days=30)
# Texts that a phone may have shown, as far as we know.
TAKEN = (State.SENDING, State.UNSURE, State.SENT, State.DELIVERED)


@transaction.atomic
def receive(account: CarrierAccount, text: Inbound, heard_at: datetime | None = None) -> Message | None:
    """Store an inbound text and do what it asks for (STOP, START, HELP). `heard_at`: when we were told.

    None when it cannot be placed: a sender that is not this account's, or something that is no phone number.
    The same carrier id twice is one text.
    """
    sender = _sender(account, text.to)
    phone = phones.normalise(text.from_, account.workspace.default_region)
    if sender is None or phone is None or _seen(sender, text):
        return None
    contact = contacts.find_or_create(account.workspace, phone, source="inbound_sms")
    conversation = conversation_of(contact, sender)
    try:
        with transaction.atomic():
            message = _store(conversation, text)
    except IntegrityError:  # the same callback, applied at the same moment elsewhere
        return None
    _mark_answered(message)
    _tell(message)
    # It may lock the consent ledger, which comes before the conversation (compliance/ledger.py).
    understanding.act(message, conversation, heard_at or clock.now())
    _note(conversation, message)
    return message


def _sender(account: CarrierAccount, to: str) -> Sender | None:
    number = phones.normalise(to, account.workspace.default_region) or to
    found: Sender | None = (
        Sender.objects.of(account.workspace_id).filter(carrier=account, address__in={number, to}).first()
    )
    return found


def _seen(sender: Sender, text: Inbound) -> bool:
    known = Message.everywhere.filter(
        sender=sender, direction=Message.Direction.IN, carrier_ref=text.carrier_id
    )
    return bool(text.carrier_id and known.exists())


def _store(conversation: Conversation, text: Inbound) -> Message:
    now = clock.now()
    body = said(text.body, LONGEST)
    size = measure(body)
    contact, sender = conversation.contact, conversation.sender
    stored: Message = Message.objects.create(
        workspace_id=conversation.workspace_id,
        direction=Message.Direction.IN,
        kind=Message.Kind.REPLY,
        contact=contact,
        conversation=conversation,
        sender=sender,
        phone=contact.phone,
        address=sender.address,
        body=body,
        encoding=size.encoding,
        parts=min(size.parts, 32_767),
        state=State.RECEIVED,
        carrier_ref=said(text.carrier_id, 80),
        created_at=now,
        sent_at=plausible(text.at),
        ended_at=now,
    )
    return stored


def _mark_answered(message: Message) -> None:
    """The newest text that the person had from this sender lately is the one that they answer."""
    since = message.created_at - ANSWERED_WITHIN
    texts = Message.objects.of(message.workspace_id).outbound()
    texts = texts.filter(contact=message.contact_id, sender=message.sender_id, created_at__gte=since)
    newest = texts.exclude(kind=Message.Kind.SYSTEM).order_by("-pk").values_list("pk", flat=True)[:1]
    Message.objects.of(message.workspace_id).filter(
        pk__in=list(newest), state__in=TAKEN, replied_at=None
    ).update(replied_at=message.created_at)


def _tell(message: Message) -> None:
    diary.record(
        message.workspace_id,
        "message.received",
        message.public_id,
        contact_id=message.contact_id,
        body=message.body[:1_600],
    )


def _note(conversation: Conversation, message: Message) -> None:
    now = clock.now()
    Conversation.objects.of(conversation.workspace_id).filter(pk=conversation.pk).update(
        unread=F("unread") + 1, is_open=True, last_at=now, last_inbound_at=now, preview=message.body[:160]
    )


def wrote_lately(conversation: Conversation, within: timedelta) -> bool:
    """Whether the person wrote to us in this time."""
    at = conversation.last_inbound_at
    return at is not None and at > clock.now() - within
