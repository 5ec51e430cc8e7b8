"""Verbs of messaging for one person, one conversation, one lane."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.common.ids import Maker, parse
from apps.common.sentences import shape
from apps.compliance import actions as compliance
from apps.compliance.actions import Grant, Witness
from apps.compliance.gates import Hold
from apps.contacts import actions as contacts
from apps.contacts import fields
from apps.contacts.models import Contact
from apps.events import diary
from apps.messaging import queue
from apps.messaging.conversations import conversation_of, mark_read, note_outbound
from apps.messaging.drafts import Draft, Order
from apps.messaging.enqueueing import written
from apps.messaging.inbound import wrote_lately
from apps.messaging.inbox import answered_since
from apps.messaging.models import Conversation, Message
from apps.messaging.pipeline import send_in_place
from apps.messaging.refusals import BY_RULE, AlreadySent, AnsweredMeanwhile, Blocked, NoSender, NotUnsure
from apps.messaging.states import State
from apps.messaging.stopped import keep_refused
from apps.senders import queries as senders
from apps.senders.models import Sender

# Somebody who wrote this lately is being answered, not solicited.
ANSWER_WITHIN = timedelta(hours=72)
_CHARGE = shape(_("Text to %(phone)s"))
_new_key = Maker("chg")


@dataclass(frozen=True, slots=True)
class Single:
    """A text to one number, as an integrator or an agent asks for it."""

    to: str  # as given; normalised here
    body: str
    sender: Sender | None = None
    attested: str = ""  # the statement of consent, to the letter; "" when none was made
    variables: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    public_id: str = ""  # chosen before (a form carries it), so that sending a form twice sends one text


def text_number(workspace: Workspace, single: Single, witness: Witness, origin: str) -> Message:
    """Queue one text to a number, with the attested consent as its evidence.

    Makes the contact and the conversation on the first text. Raises InvalidPhone, a Blocked refusal of the
    gate that said no, InsufficientCredits; then nothing is kept but a line in the diary of who was refused.
    """
    with transaction.atomic(), diary.in_one_write(workspace):
        return _text_number(workspace, single, witness, origin)


def _text_number(workspace: Workspace, single: Single, witness: Witness, origin: str) -> Message:
    if made := _made(workspace, single.public_id):
        return made
    number = fields.phone(single.to, workspace.default_region)
    sender = single.sender or senders.default(workspace)
    if sender is None:
        raise NoSender
    contact, is_new = contacts.find_or_make(workspace, number, source="api", actor=witness.name)
    # A reply makes the conversation and then locks the consent ledger; so do we (compliance/ledger.py).
    conversation = conversation_of(contact, sender, is_new=is_new)
    if single.attested:
        _keep_consent(workspace, contact, single.attested, witness, origin)
    return _send_one(
        _order(workspace, single.body, Message.Kind.DIRECT, origin, conversation, single, single.public_id),
        conversation,
    )


@transaction.atomic
def reply(
    conversation: Conversation, body: str, origin: str, *, public_id: str = "", seen: int | None = None
) -> Message:
    """An agent's answer in a thread. Somebody who wrote in the last 72 hours is answered at any hour;
    anybody else is a direct text, through every gate.

    `public_id` as in Single. `seen`: the key of the newest text that this agent has seen; when another has
    answered behind it, nothing is sent. Raises a Blocked refusal, InsufficientCredits, AlreadySent,
    AnsweredMeanwhile.
    """
    workspace = conversation.workspace
    if made := _made(workspace, public_id):
        return made
    lately = wrote_lately(conversation, ANSWER_WITHIN)
    kind = Message.Kind.REPLY if lately else Message.Kind.DIRECT
    message = _send_one(
        _order(workspace, body, kind, origin, conversation, public_id=public_id), conversation
    )
    # Asked here, while our line about the newest text holds the conversation's row: of two who answer at the
    # same moment the second waits there, and then sees the first. What was queued above is taken back.
    if seen is not None and (other := answered_since(conversation, seen, origin)):
        raise AnsweredMeanwhile(answer=other)
    mark_read(conversation)
    return message


def _made(workspace: Workspace, public_id: str) -> Message | None:
    """The text that this form has sent already."""
    if not parse("msg", public_id):
        return None
    made: Message | None = Message.objects.of(workspace).filter(public_id=public_id).first()
    return made


def _order(
    workspace: Workspace,
    body: str,
    kind: str,
    origin: str,
    conversation: Conversation,
    single: Single | None = None,
    public_id: str = "",
) -> Order:
    return Order(
        workspace=workspace,
        body=body.replace("\0", ""),
        kind=kind,
        charge_key=_new_key(),
        charge_text=_CHARGE % {"phone": conversation.contact.phone},
        origin=origin[:40],
        sender=conversation.sender,
        conversation=conversation,
        may_wait=False,
        variables=single.variables if single else {},
        metadata=single.metadata if single else {},
        public_id=public_id if parse("msg", public_id) else "",
    )


def _send_one(order: Order, conversation: Conversation) -> Message:
    try:
        (draft,) = send_in_place(order, [conversation.contact])
    except IntegrityError as error:  # the same form, sent twice at the same moment
        raise AlreadySent from error
    message = written(order, draft)
    if message is None:
        raise blocked(draft)
    message.contact = conversation.contact
    note_outbound(conversation, message)
    return message


def blocked(draft: Draft) -> Blocked:
    """The refusal that belongs to the verdict on this draft."""
    verdict = draft.verdict
    assert verdict is not None
    until = verdict.until if isinstance(verdict, Hold) else None
    zone = verdict.zone if isinstance(verdict, Hold) else ""
    return BY_RULE[verdict.rule](verdict.reason, until=until, zone=zone, inputs=dict(verdict.inputs))


def _keep_consent(workspace: Workspace, contact: Contact, wording: str, witness: Witness, about: str) -> None:
    """Each send keeps its statement; the ledger gets a line only when the number's newest is no grant."""
    to = f"api send to {contact.phone}"
    grant = Grant(contact.phone, contact.pk, source="api send")
    compliance.attest(workspace.pk, witness, wording, about=about, source=to, of=grant)


def note_refusal(workspace: Workspace, phone: str, refusal: Blocked, actor: str) -> None:
    """Keep in the diary who was not texted and why; called after the refused transaction was rolled back."""
    contact = Contact.objects.of(workspace).filter(phone=phone).first()
    keep_refused(workspace, phone, contact.pk if contact else None, refusal, actor)
    diary.record(
        workspace,
        "message.refused",
        contact.public_id if contact else "",
        contact_id=contact.pk if contact else None,
        actor=actor,
        phone=phone,
        rule=refusal.rule,
        reason=refusal.record,
    )


_DECIDED = shape(_("Decided by %(actor)s"))
_NOT_OUT = shape(_("Decided by %(actor)s: it did not go out"))


@transaction.atomic
def decide(message: Message, went_out: bool, actor: str) -> None:
    """A person decides on an unsure message: it went out, or it did not (failed and refunded)."""
    unsure = Message.objects.of(message.workspace_id).filter(pk=message.pk, state=State.UNSURE)
    if not list(unsure.select_for_update(no_key=True)):
        raise NotUnsure
    if went_out:
        moved = queue.advance([message.pk], State.SENT, error_code="", error_text=_DECIDED % {"actor": actor})
    else:
        moved = queue.end([message.pk], State.FAILED, "decided", _NOT_OUT % {"actor": actor})
    if not moved:
        raise NotUnsure
