"""Screen: the gates in their order. The first one that does not pass decides."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.carriers.registry import adapter
from apps.common.sentences import shape
from apps.compliance import gates as compliance
from apps.compliance.dnc.gate import do_not_call
from apps.compliance.gates import Hold, Refuse, Verdict
from apps.compliance.rules import one_book
from apps.compliance.screening.gate import screened
from apps.messaging.caps import frequency_cap
from apps.messaging.registered import sender_registered
from apps.senders.models import Sender

# What the MassiveSMS and ReadySMS contracts allow, counted after substitution.
LONGEST = 1_600


class Screened(Protocol):
    """A draft or a claimed message: what the gates look at."""

    @property
    def phone(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def dnd(self) -> bool: ...
    @property
    def sender(self) -> Sender | None: ...
    @property
    def body(self) -> str: ...
    @property
    def contact_id(self) -> int: ...
    @property
    def message_id(self) -> int | None:
        """None before it is queued."""

    @property
    def forced(self) -> bool: ...
    @property
    def attributes(self) -> Mapping[str, Any]:
        """The contact's; a claimed message has none."""


Gate = Callable[[Workspace, Sequence["Screened"], datetime], list[Verdict]]


def sender_usable(workspace: Workspace, batch: Sequence[Screened], now: datetime) -> list[Verdict]:
    """An active sender of this workspace, on an enabled carrier account."""
    no = Refuse("sender_usable", _("There is no active sender to send from."), temporary=True)
    return [None if _usable(one.sender, workspace) else no for one in batch]


def _usable(sender: Sender | None, workspace: Workspace) -> bool:
    return (
        sender is not None
        and sender.workspace_id == workspace.pk
        and sender.state == Sender.State.ACTIVE
        and sender.carrier.enabled
    )


def body_not_empty(workspace: Workspace, batch: Sequence[Screened], now: datetime) -> list[Verdict]:
    """A text that renders to nothing for somebody is not sent to them."""
    no = Refuse("body_not_empty", _("The text is empty for this person."), temporary=True)
    return [None if one.body.strip() else no for one in batch]


def body_fits(workspace: Workspace, batch: Sequence[Screened], now: datetime) -> list[Verdict]:
    """1,600 characters at most, after the merge fields were filled, or as many as the carrier takes."""
    return [_fits(len(one.body), _most(one.sender)) for one in batch]


def _most(sender: Sender | None) -> int:
    return min(LONGEST, adapter(sender.carrier.adapter).limits.body) if sender else LONGEST


_TOO_LONG = shape(_("The text is longer than %(most)s characters for this person."))


def _fits(length: int, most: int) -> Verdict:
    if length <= most:
        return None
    return Refuse("body_fits", _TOO_LONG % {"most": f"{most:,}"}, temporary=True)


BEFORE_QUEUE: tuple[Gate, ...] = (
    compliance.workspace_live,
    compliance.region_served,
    sender_usable,
    sender_registered,
    body_not_empty,
    body_fits,
    compliance.suppression,
    compliance.consent,
    do_not_call,
    screened,
    frequency_cap,
    compliance.quiet_hours,
    compliance.open_hours,
)
# What may have changed while a text waited. (The registry's list is not asked again: a copy is good for 31
# days, and a text waits for three at most.)
BEFORE_CARRIER: tuple[Gate, ...] = (
    compliance.workspace_live,
    sender_usable,
    sender_registered,
    compliance.suppression,
    compliance.consent,
    frequency_cap,
    compliance.quiet_hours,
    compliance.open_hours,
)


def screen(
    workspace: Workspace, batch: Sequence[Screened], now: datetime, gates: Sequence[Gate]
) -> list[Verdict]:
    """One verdict for each of the batch. A hold does not stop the gates behind it from refusing."""
    with one_book():
        return _screened(workspace, batch, now, gates)


def _screened(
    workspace: Workspace, batch: Sequence[Screened], now: datetime, gates: Sequence[Gate]
) -> list[Verdict]:
    verdicts: list[Verdict] = [None] * len(batch)
    for gate in gates:
        asked = [place for place, verdict in enumerate(verdicts) if not isinstance(verdict, Refuse)]
        answers = gate(workspace, [batch[place] for place in asked], now) if asked else []
        for place, answer in zip(asked, answers, strict=True):
            verdicts[place] = _graver(verdicts[place], answer)
    return verdicts


def _graver(old: Verdict, new: Verdict) -> Verdict:
    """A refusal outranks a hold; of two holds the later one counts."""
    if isinstance(old, Hold) and isinstance(new, Hold):
        return max(old, new, key=lambda hold: hold.until)
    return new or old
