"""What stopped or delayed a text, kept with what it was decided from (compliance.decisions)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from apps.accounts.models import Workspace
from apps.compliance.decisions import Decided, Stage, keep
from apps.compliance.verdicts import Hold, Refuse, Verdict, facts
from apps.messaging.drafts import Draft, Order
from apps.messaging.models import Message
from apps.messaging.refusals import Blocked


class Turned(Protocol):
    """A claimed text that was turned back at the door."""

    @property
    def workspace_id(self) -> int: ...
    @property
    def phone(self) -> str: ...
    @property
    def contact_id(self) -> int: ...
    @property
    def public_id(self) -> str: ...
    @property
    def kind(self) -> str: ...


def keep_stopped(order: Order, drafts: Iterable[Draft]) -> None:
    """Those of an order that did not simply pass."""
    stopped = [
        Decided(draft.phone, draft.contact_id, order.origin, draft.kind, draft.verdict)
        for draft in drafts
        if draft.verdict
    ]
    keep(order.workspace.pk, stopped, Stage.QUEUE)


def keep_refused(
    workspace: Workspace, phone: str, contact_id: int | None, refusal: Blocked, about: str
) -> None:
    """One text that a gate refused; its transaction was rolled back, and this is what stays."""
    until, told = refusal.facts.get("until"), refusal.facts.get("inputs")
    inputs = facts(**told) if isinstance(told, dict) else ()
    verdict: Hold | Refuse = Refuse(refusal.rule, refusal.record, inputs=inputs)
    if isinstance(until, datetime):
        verdict = Hold(refusal.rule, until, refusal.record, inputs=inputs)
    keep(workspace.pk, [Decided(phone, contact_id, about, Message.Kind.DIRECT, verdict)], Stage.QUEUE)


def keep_turned(batch: Sequence[tuple[Turned, Verdict]]) -> None:
    """Those of one claim that may not go now, of any workspaces."""
    for workspace_id in {one.workspace_id for one, _ in batch}:
        mine = [
            Decided(one.phone, one.contact_id, one.public_id, one.kind, verdict)
            for one, verdict in batch
            if one.workspace_id == workspace_id and verdict
        ]
        keep(workspace_id, mine, Stage.CARRIER)
