"""What an inbound text asks for: STOP, START, HELP, or a person's judgement. One confirmation each."""

from datetime import timedelta

from apps.common import clock
from apps.compliance import actions as compliance
from apps.compliance import queries
from apps.compliance.words import Meaning, Reading, classify
from apps.messaging import pipeline, queue
from apps.messaging.drafts import Order
from apps.messaging.models import Conversation, Message
from apps.messaging.states import State

# Two machines that answer each other's HELP stop after one round an hour.
HELP_PAUSE = timedelta(hours=1)


def act(message: Message, conversation: Conversation) -> None:
    """Do what the words mean, in the transaction that stored them."""
    reading = classify(message.body)
    match reading.meaning:
        case Meaning.opt_out:
            _opt_out(message, conversation, reading)
        case Meaning.opt_in:
            _opt_in(message, conversation, reading)
        case Meaning.help:
            _help(message, conversation)
        case Meaning.review:
            compliance.pause_for_review(
                message.workspace_id,
                message.phone,
                evidence=_evidence(message, reading),
                contact_id=message.contact_id,
                subject=conversation.contact.public_id,
            )


def _evidence(message: Message, reading: Reading) -> dict[str, str]:
    return {"message": message.public_id, "text": message.body[:500], "keyword": reading.matched}


def _opt_out(message: Message, conversation: Conversation, reading: Reading) -> None:
    news = compliance.opt_out(
        message.workspace_id,
        message.phone,
        source="keyword",
        evidence=_evidence(message, reading),
        contact_id=message.contact_id,
        subject=conversation.contact.public_id,
    )
    waiting = Message.objects.of(message.workspace_id).filter(
        phone=message.phone, state__in=(State.QUEUED, State.PAUSED)
    )
    waiting = waiting.exclude(kind=Message.Kind.SYSTEM)
    queue.end(list(waiting.values_list("pk", flat=True)), State.REFUSED, "opt_out", "They opted out.")
    if news:
        brand = conversation.workspace.brand
        _confirm(
            conversation,
            message,
            f"{brand}: you are unsubscribed and will get no more messages. Reply START to return.",
        )


def _opt_in(message: Message, conversation: Conversation, reading: Reading) -> None:
    """YES and its like bring somebody back who had left; to others they are just an answer."""
    out = bool(queries.opted_out(message.workspace_id, [message.phone]))
    if reading.ambiguous and not out:
        return
    compliance.opt_in(
        message.workspace_id,
        message.phone,
        source="keyword",
        evidence=_evidence(message, reading),
        contact_id=message.contact_id,
        subject=conversation.contact.public_id,
    )
    if out:
        brand = conversation.workspace.brand
        _confirm(
            conversation, message, f"{brand}: you are subscribed again. Reply STOP to leave, HELP for help."
        )


def _help(message: Message, conversation: Conversation) -> None:
    since = clock.now() - HELP_PAUSE
    answered = Message.objects.of(message.workspace_id).filter(
        contact=message.contact_id, kind=Message.Kind.SYSTEM, origin="help", created_at__gt=since
    )
    if answered.exists():
        return
    workspace = conversation.workspace
    text = workspace.help_text or f"{workspace.brand}: message and data rates may apply. Reply STOP to leave."
    _confirm(conversation, message, text, origin="help")


def _confirm(conversation: Conversation, about: Message, text: str, origin: str = "confirmation") -> None:
    """The one answer that even an opted-out person gets. Free of charge, ahead of everything else."""
    pipeline.send(
        Order(
            workspace=conversation.workspace,
            body=text.replace("{", "(").replace("}", ")"),
            kind=Message.Kind.SYSTEM,
            charge_key=f"confirmation:{about.public_id}",
            charge_text="Confirmation",
            origin=origin,
            sender=conversation.sender,
            conversation=conversation,
        ),
        [conversation.contact],
    )
