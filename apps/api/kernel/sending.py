"""Sending one text for a caller, and keeping in the diary who was refused and why."""

from datetime import datetime

from apps.api.kernel.principal import SESSION, Principal
from apps.common import clock
from apps.contacts import fields
from apps.messaging import actions
from apps.messaging.actions import Single
from apps.messaging.models import Conversation, Message, Scheduled
from apps.messaging.refusals import Blocked
from apps.messaging.scheduled import actions as scheduled


def text_at(caller: Principal, single: Single, at: datetime | None) -> Message | Scheduled:
    """Plan it for a time to come, or send it now. Raises as `text`, TooFarAhead."""
    if at is not None and at > clock.now():
        return scheduled.plan(caller.workspace, single, at, caller.witness, caller.origin)
    return text(caller, single)


def answer(caller: Principal, conversation: Conversation, body: str) -> Message:
    """A reply in a thread. Raises a Blocked refusal, InsufficientCredits."""
    try:
        return actions.reply(conversation, body, caller.origin)
    except Blocked as refusal:
        actions.note_refusal(caller.workspace, conversation.contact.phone, refusal, caller.name)
        raise


def text(caller: Principal, single: Single, conversation: Conversation | None = None) -> Message:
    """Raises InvalidPhone, a Blocked refusal, InsufficientCredits; then nothing was queued or charged.

    A signed-in person who names a conversation answers in it; a key always sends with its attestation.
    """
    try:
        if conversation and caller.kind == SESSION:
            return actions.reply(conversation, single.body, caller.origin)
        return actions.text_number(caller.workspace, single, caller.witness, caller.origin)
    except Blocked as refusal:
        number = fields.phone(single.to, caller.workspace.default_region)
        actions.note_refusal(caller.workspace, number, refusal, caller.name)
        raise
