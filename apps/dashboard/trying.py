"""Trying the sandbox: texts to the virtual carrier's magic numbers, and what became of them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.compliance.actions import Witness
from apps.dashboard.wordings import MAGIC_NUMBER
from apps.messaging import actions
from apps.messaging.actions import Single
from apps.messaging.models import Message
from apps.messaging.refusals import Blocked
from apps.senders import actions as senders
from apps.senders import queries

BODY = "Hello from the sandbox"
# Looked through for texts to magic numbers; a sandbox has few others.
LOOKED_AT, SHOWN = 200, 15


@dataclass(frozen=True, slots=True)
class Magic:
    """The last four digits, and what happens there (docs/sandbox.md)."""

    digits: str
    what: Any


NUMBERS = (
    Magic("0001", _("Refused: it cannot be reached")),
    Magic("0002", _("Accepted, then the receipt says that it failed")),
    Magic("0003", _("Accepted, but the connection is cut before the answer")),
    Magic("0004", _("Throttled the first time, then accepted")),
    Magic("0005", _("Delivered, and the receipt comes twice")),
    Magic("0006", _("Delivered, and the receipts come in the wrong order")),
    Magic("0007", _("Delivered, but the receipt is lost")),
    Magic("0008", _("Delivered, then the phone replies STOP")),
    Magic("0009", _("Delivered, then the phone replies YES")),
    Magic("0010", _("Accepted after three seconds")),
    Magic("0011", _("Delivered, then the phone replies with a friendly sentence")),
    Magic("0012", _("Refused: the carrier says that this person opted out")),
)
BY_DIGITS = {one.digits: one for one in NUMBERS}


def text(sandbox: Workspace, digits: str, witness: Witness) -> Message:
    """One text to this magic number, in the first area code that may be texted now.

    Who replied STOP stays out, and at night only some zones are awake. Raises the last area's refusal.
    """
    if queries.default(sandbox) is None:
        senders.add_virtual(sandbox, "Sandbox")
    for area in senders.FICTIONAL_AREAS:
        single = Single(f"+1{area}555{digits}", BODY, attested=MAGIC_NUMBER)
        try:
            return actions.text_number(sandbox, single, witness, witness.name)
        except Blocked as refusal:
            no = refusal
    raise no


def tried(sandbox: Workspace) -> list[Any]:
    """The newest texts to magic numbers, each with the `replies` that its conversation got since."""
    newest = Message.objects.of(sandbox).outbound().order_by("-pk")[:LOOKED_AT]
    found: list[Any] = [row for row in newest if row.body == BODY and row.phone[5:10] == "55500"][:SHOWN]
    replies = _replies(sandbox, found)
    for row in found:
        row.replies = [
            one for one in replies if one.conversation_id == row.conversation_id and one.pk > row.pk
        ]
    return found


def _replies(sandbox: Workspace, found: list[Any]) -> list[Message]:
    threads = [row.conversation_id for row in found]
    rows = Message.objects.of(sandbox).filter(conversation__in=threads, direction=Message.Direction.IN)
    return list(rows.order_by("pk")[:LOOKED_AT])
