"""What an inbound text asks for: STOP, START, HELP, a confirmed opt-in, or a person's judgement."""

from datetime import datetime

from apps.accounts.models import Workspace
from apps.compliance import actions as compliance
from apps.compliance import queries
from apps.compliance.statements import Statement
from apps.compliance.words import Meaning, Reading, classify
from apps.messaging import answers, queue
from apps.messaging.models import Conversation, Message
from apps.messaging.states import State
from apps.senders.models import Sender


def act(message: Message, conversation: Conversation, heard_at: datetime) -> None:
    """Do what the words mean, in the transaction that stored them. `heard_at`: when the carrier told us."""
    reading = classify(message.body)
    match reading.meaning:
        case Meaning.opt_out:
            _opt_out(message, conversation, reading, heard_at)
        case Meaning.opt_in:
            _opt_in(message, conversation, reading, heard_at)
        case Meaning.help:
            answers.help_once(message, conversation)
        case Meaning.review:
            compliance.pause_for_review(
                message.workspace_id,
                message.phone,
                evidence=_evidence(message, reading),
                contact_id=message.contact_id,
                subject=conversation.contact.public_id,
            )


def _evidence(message: Message, reading: Reading) -> dict[str, str]:
    return {
        "message": message.public_id,
        "text": message.body[:500],
        "keyword": reading.matched,
        "revocation_matched_by": "keyword" if reading.exact else "wording",
    }


def _scope(conversation: Conversation) -> Sender | None:
    """The one sender that a STOP ends; None: every sender's texts, which is the workspace's default."""
    ends_one = conversation.workspace.opt_out_scope == Workspace.OptOutScope.SENDER
    return conversation.sender if ends_one else None


def _opt_out(message: Message, conversation: Conversation, reading: Reading, heard_at: datetime) -> None:
    only = _scope(conversation)
    news = compliance.opt_out(
        message.workspace_id,
        message.phone,
        source="keyword",
        evidence=_evidence(message, reading),
        contact_id=message.contact_id,
        subject=conversation.contact.public_id,
        sender=only,
    )
    _end_what_waits(message, only)
    if news:
        answers.left(message, conversation, heard_at)


def _end_what_waits(message: Message, only: Sender | None) -> None:
    waiting = Message.objects.of(message.workspace_id).filter(
        contact=message.contact_id, phone=message.phone, state=State.QUEUED
    )
    waiting = waiting.exclude(kind=Message.Kind.SYSTEM)
    if only:
        waiting = waiting.filter(sender=only)
    queue.end(list(waiting.values_list("pk", flat=True)), State.REFUSED, "opt_out", "They opted out.")


def _opt_in(message: Message, conversation: Conversation, reading: Reading, heard_at: datetime) -> None:
    """START brings back. YES and its like confirm when that was asked, or bring back who had left; to others
    they are just an answer."""
    if _confirmed(message, conversation, reading):
        answers.joined(message, conversation, heard_at)
        return
    out = queries.is_out(message.workspace_id, message.phone, conversation.sender_id)
    if reading.ambiguous and not (out and answers.may_return_by_yes(conversation.sender)):
        return
    compliance.opt_in(
        message.workspace_id,
        message.phone,
        source="keyword",
        evidence=_evidence(message, reading),
        contact_id=message.contact_id,
        subject=conversation.contact.public_id,
        sender=_scope(conversation),
    )
    if out:
        answers.returned(message, conversation, heard_at)


def _confirmed(message: Message, conversation: Conversation, reading: Reading) -> bool:
    """Whether this was the answer to "Reply YES to confirm"."""
    asked = queries.pending(message.workspace_id, [message.phone]).get(message.phone)
    if asked is None:
        return False
    question = asked.evidence.get("double_opt_in_message_id", "")
    said = Statement(
        message.phone,
        message.contact_id,
        {**_evidence(message, reading), "double_opt_in_message_id": question, "asked": asked.public_id},
        message.sent_at,
        subject=conversation.contact.public_id,
    )
    return bool(compliance.confirm_consent(message.workspace_id, [said], channel="keyword"))
