"""Opt-outs that a carrier knows of and we do not: somebody told it STOP, and it refuses their texts since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Max

from apps.accounts.models import Workspace
from apps.carriers.outcomes import Receipt, Refused
from apps.common import clock
from apps.common.among import Among
from apps.compliance import many as compliance
from apps.compliance.models import ConsentEvent
from apps.compliance.statements import Statement
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.senders.models import Sender

# A person's own words that bring them back; what others say of them does not.
CAME_BACK = (
    ConsentEvent.Kind.OPT_IN,
    ConsentEvent.Kind.OPT_IN_CONFIRMED,
    ConsentEvent.Kind.RE_OPT_IN,
)
Words = Refused | Receipt


class Blocked(Protocol):
    """What is known of a text that the carrier did not take."""

    @property
    def public_id(self) -> Any: ...
    @property
    def workspace_id(self) -> Any: ...
    @property
    def contact_id(self) -> Any: ...
    @property
    def phone(self) -> Any: ...
    @property
    def sender(self) -> Any: ...


def opt_out(told: Sequence[tuple[Blocked, Words]]) -> None:
    """Make them opt-outs of ours, with the carrier's words as evidence; a few statements a workspace."""
    of_workspace: defaultdict[int, list[tuple[Blocked, Words]]] = defaultdict(list)
    for message, refused in told:
        of_workspace[message.workspace_id].append((message, refused))
    for workspace_id, some in sorted(of_workspace.items()):
        subjects = _subjects(workspace_id, [message.contact_id for message, _ in some])
        said = [_statement(message, refused, subjects) for message, refused in some]
        compliance.opt_out(workspace_id, said, source="carrier")


def heard(workspace_id: int, told: Mapping[int, Receipt]) -> None:
    """Late words: receipts (by message id) that say that the person had opted out with the carrier.

    Old news of somebody who came back since the text was written changes nothing. Call it with the ledger
    locked (compliance/ledger.py), in the transaction that applies the receipts.
    """
    if not told:
        return
    rows = Message.objects.of(workspace_id).filter(pk__in=list(told)).select_related("sender__workspace")
    texts = list(rows.order_by("pk"))
    back = _back(workspace_id, [one.phone for one in texts])
    opt_out([(one, told[one.pk]) for one in texts if back.get(one.phone, one.created_at) <= one.created_at])


def _back(workspace_id: int, phones: Sequence[str]) -> dict[str, datetime]:
    """When each of these numbers last asked for texts."""
    lines = ConsentEvent.objects.of(workspace_id).filter(Among("phone", phones), kind__in=CAME_BACK)
    return dict(lines.order_by().values_list("phone").annotate(last=Max("recorded_at")))


def _statement(message: Blocked, refused: Words, subjects: dict[int, str]) -> Statement:
    return Statement(
        message.phone,
        message.contact_id,
        {"message": message.public_id, "code": refused.code, "text": refused.text, "reason": refused.text},
        clock.now(),
        subject=subjects.get(message.contact_id, ""),
        only=_scope(message.sender),
    )


def _scope(sender: Sender) -> Sender | None:
    """As for a STOP that we hear ourselves."""
    return sender if sender.workspace.opt_out_scope == Workspace.OptOutScope.SENDER else None


def _subjects(workspace_id: int, ids: Sequence[int]) -> dict[int, str]:
    """Public ids of the contacts that are still there."""
    rows = Contact.objects.of(workspace_id).filter(pk__in=ids)
    return dict(rows.values_list("pk", "public_id"))
