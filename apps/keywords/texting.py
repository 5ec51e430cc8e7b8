"""Sending an automatic answer. It takes the one door, with every gate that answers have."""

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.common.sentences import shape
from apps.credits.refusals import InsufficientCredits
from apps.messaging import pipeline
from apps.messaging.conversations import note_outbound
from apps.messaging.drafts import Order
from apps.messaging.models import Conversation, Message

# What was asked for by somebody who wrote this very minute leaves outside of our open hours, too.
FORCED = True
_CHARGE = shape(_("Automatic reply to %(phone)s"))


def answer(message: Message, body: str, origin: str, *, public_id: str = "") -> str:
    """Queue one answer to an inbound text; says why it could not be, "" when it was."""
    conversation = message.conversation
    assert conversation is not None, "an inbound text has its conversation"
    order = _order(message, conversation, body, origin, public_id)
    try:
        with transaction.atomic():
            (draft,) = pipeline.send(order, [conversation.contact])
    except InsufficientCredits as refusal:
        return refusal.record
    if draft.message is None:
        return draft.verdict.reason if draft.verdict else _("It could not be sent.")
    note_outbound(conversation, draft.message)
    return ""


def _order(message: Message, conversation: Conversation, body: str, origin: str, public_id: str) -> Order:
    return Order(
        workspace=conversation.workspace,
        body=body,
        kind=Message.Kind.REPLY,
        charge_key=f"auto:{message.public_id}:{origin}",
        charge_text=_CHARGE % {"phone": message.phone},
        origin=origin,
        sender=conversation.sender,
        conversation=conversation,
        may_wait=False,
        forced=FORCED,
        public_id=public_id,
    )
