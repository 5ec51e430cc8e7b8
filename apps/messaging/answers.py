"""The one answer to STOP, START and HELP: free of charge, ahead of everything, and never a second one.

None where the carrier answers by itself: its account says so, and toll-free numbers are answered by their
network. None later than five minutes after the request (47 CFR 64.1200(a)(12)).
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext_noop as _

from apps.common import clock
from apps.messaging import pipeline
from apps.messaging.drafts import Order
from apps.messaging.models import Conversation, Message
from apps.senders.models import Sender

# Two machines that answer each other's HELP stop after one round an hour.
HELP_PAUSE = timedelta(hours=1)
CONFIRM_WITHIN = timedelta(minutes=5)


def left(message: Message, conversation: Conversation, heard_at: datetime) -> None:
    _confirm_keyword(
        message,
        conversation,
        heard_at,
        "you are unsubscribed and will get no more messages. Reply START to return.",
    )


def returned(message: Message, conversation: Conversation, heard_at: datetime) -> None:
    _confirm_keyword(
        message, conversation, heard_at, "you are subscribed again. Reply STOP to leave, HELP for help."
    )


def joined(message: Message, conversation: Conversation, heard_at: datetime) -> None:
    """They answered YES. No network answers that, so a toll-free number does."""
    if not conversation.sender.carrier.answers_keywords:
        _confirm(message, conversation, heard_at, "you are subscribed. Reply STOP to leave, HELP for help.")


def help_once(message: Message, conversation: Conversation) -> None:
    if conversation.sender.carrier.answers_keywords or _helped_lately(message):
        return
    workspace = conversation.workspace
    text = workspace.help_text or f"{workspace.brand}: message and data rates may apply. Reply STOP to leave."
    _send(message, conversation, text, "help", clock.now())


def may_return_by_yes(sender: Sender) -> bool:
    """The network of toll-free numbers opens again for START and UNSTOP alone."""
    return sender.kind != Sender.Kind.TOLL_FREE


def _helped_lately(message: Message) -> bool:
    answered = Message.objects.of(message.workspace_id).filter(
        contact=message.contact_id,
        kind=Message.Kind.SYSTEM,
        origin="help",
        created_at__gt=clock.now() - HELP_PAUSE,
    )
    return answered.exists()


def _confirm_keyword(message: Message, conversation: Conversation, heard_at: datetime, said: str) -> None:
    sender = conversation.sender
    if sender.kind != Sender.Kind.TOLL_FREE and not sender.carrier.answers_keywords:
        _confirm(message, conversation, heard_at, said)


def _confirm(message: Message, conversation: Conversation, heard_at: datetime, said: str) -> None:
    if clock.now() < heard_at + CONFIRM_WITHIN:
        _send(message, conversation, f"{conversation.workspace.brand}: {said}", "confirmation", heard_at)


def _send(message: Message, conversation: Conversation, text: str, origin: str, since: datetime) -> None:
    """It reaches even an opted-out person."""
    pipeline.send(
        Order(
            workspace=conversation.workspace,
            body=text.replace("{", "(").replace("}", ")"),
            kind=Message.Kind.SYSTEM,
            charge_key=f"confirmation:{message.public_id}",
            charge_text=_("Confirmation"),
            origin=origin,
            sender=conversation.sender,
            conversation=conversation,
            valid_for=since + CONFIRM_WITHIN - clock.now(),
        ),
        [conversation.contact],
    )
