"""Compose: from an order and its people to drafts, one text for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Protocol

from apps.accounts.models import Workspace
from apps.common import clock
from apps.compliance.gates import Hold, Refuse
from apps.copywriting.encoding import Measure, measure
from apps.copywriting.fields import canonical
from apps.copywriting.footer import says_how_to_leave, with_footer
from apps.copywriting.merge import compile_template
from apps.messaging import footers
from apps.messaging.choosing import senders_for
from apps.messaging.models import Conversation, Lane, Message
from apps.senders.models import Pool, Sender

# What leaves first when everything is due: an answer overtakes a campaign of a million (promise 7).
PRIORITY = {Message.Kind.SYSTEM: 0, Message.Kind.REPLY: 0, Message.Kind.DIRECT: 1, Message.Kind.MARKETING: 5}
VALIDITY = timedelta(hours=72)
OPEN_HOURS = "open_hours"
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: one text to some people. The text may hold merge fields."""

    workspace: Workspace
    body: str
    kind: str
    charge_key: str  # unique in the workspace: charging it twice is charging it once
    charge_text: str  # how the ledger line reads
    origin: str = ""
    sender: Sender | None = None
    pool: Pool | None = None  # instead of a sender: each person keeps one of it
    lane: Lane | None = None
    conversation: Conversation | None = None
    not_before: datetime | None = None
    may_wait: bool = True  # whether a hold (quiet hours) queues the text for later, or refuses it
    forced: bool = False  # goes outside the workspace's open hours; the law's hours hold all the same
    variables: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    public_id: str = ""  # of the one message of a batch of one, when it was chosen before
    valid_for: timedelta = VALIDITY  # from when it may go; later it is dropped

    @property
    def is_charged(self) -> bool:
        """Nothing in a sandbox, and nothing for the one confirmation of STOP, START or HELP."""
        return self.kind != Message.Kind.SYSTEM and not self.workspace.is_sandbox

    @property
    def unknown_fields(self) -> Literal["keep", "empty"]:
        """What a field gives that a contact lacks: nothing in a campaign; itself in an API's text (v1)."""
        return "empty" if self.kind == Message.Kind.MARKETING else "keep"

    @property
    def priority(self) -> int:
        return PRIORITY[Message.Kind(self.kind)]


class Addressee(Protocol):
    """A contact, or those columns of one that a text needs: a campaign reads no whole rows."""

    @property
    def pk(self) -> Any: ...
    @property
    def phone(self) -> str: ...
    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def attributes(self) -> Any: ...
    @property
    def dnd(self) -> bool: ...


@dataclass(slots=True)
class Draft:
    """One text on its way through send(). `verdict` is a gate's no, or a hold; `message_id` its row's."""

    contact: Addressee
    kind: str
    body: str
    measure: Measure
    sender: Sender | None
    may_wait: bool
    forced: bool = False
    verdict: Hold | Refuse | None = None
    not_before: datetime = AT_ONCE  # given by pacing, when it is queued
    message_id: int | None = None
    row: tuple[Any, ...] | None = None  # as it was queued (enqueueing.written)

    @property
    def message(self) -> Message | None:
        """The queued row, fetched now; None when a gate said no. For a text or two, never for a batch."""
        return Message.everywhere.get(pk=self.message_id) if self.message_id else None

    @property
    def phone(self) -> str:
        return self.contact.phone

    @property
    def dnd(self) -> bool:
        return self.contact.dnd

    @property
    def contact_id(self) -> int:
        return int(self.contact.pk)

    @property
    def attributes(self) -> Mapping[str, Any]:
        held: Mapping[str, Any] = self.contact.attributes
        return held

    @property
    def passes(self) -> bool:
        """No gate objects; or one holds it and it may wait, as it may for the workspace's own hours."""
        if isinstance(self.verdict, Hold):
            return self.may_wait or self.verdict.rule == OPEN_HOURS
        return self.verdict is None


def compose(order: Order, contacts: Sequence[Addressee]) -> list[Draft]:
    """A draft for each contact, rendered with its own values and measured as it will be sent."""
    template = compile_template(order.body)
    to_be_told = _to_be_told(order, contacts)
    drafts = []
    for contact, sender in zip(contacts, senders_for(order, contacts), strict=True):
        body = order.body
        if template.fields:
            body = template.render(values(contact, order.variables), order.unknown_fields)
        if contact.pk in to_be_told and body.strip():
            body = with_footer(body)
        drafts.append(Draft(contact, order.kind, body, measure(body), sender, order.may_wait, order.forced))
    return drafts


def _to_be_told(order: Order, contacts: Sequence[Addressee]) -> set[int]:
    """Keys of those whose text must say how to leave; nobody is looked up for a text that does."""
    if order.kind != Message.Kind.MARKETING or says_how_to_leave(order.body):
        return set()
    return footers.due(order.workspace, [contact.pk for contact in contacts], clock.now())


def values(contact: Addressee, variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """What merge fields may say of a contact; given variables come first, then columns, then attributes.

    A variable is the field that its name would be in a text: `firstName` is the first name.
    """
    attributes = {name: "" if held is None else str(held) for name, held in contact.attributes.items()}
    return {
        **attributes,
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "phone": contact.phone,
        "email": contact.email,
        **{canonical(name): value for name, value in (variables or {}).items()},
    }
