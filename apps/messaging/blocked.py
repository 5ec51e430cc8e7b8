"""Opt-outs that a carrier knows of and we do not: somebody told it STOP, and it refuses their texts since."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

from apps.accounts.models import Workspace
from apps.carriers.outcomes import Refused
from apps.common import clock
from apps.compliance import many as compliance
from apps.compliance.statements import Statement
from apps.contacts.models import Contact
from apps.senders.models import Sender


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


def opt_out(told: Sequence[tuple[Blocked, Refused]]) -> None:
    """Make them opt-outs of ours, with the carrier's words as evidence; a few statements a workspace."""
    of_workspace: defaultdict[int, list[tuple[Blocked, Refused]]] = defaultdict(list)
    for message, refused in told:
        of_workspace[message.workspace_id].append((message, refused))
    for workspace_id, some in sorted(of_workspace.items()):
        subjects = _subjects(workspace_id, [message.contact_id for message, _ in some])
        said = [_statement(message, refused, subjects) for message, refused in some]
        compliance.opt_out(workspace_id, said, source="carrier")


def _statement(message: Blocked, refused: Refused, subjects: dict[int, str]) -> Statement:
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
