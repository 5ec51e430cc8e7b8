"""The gate of sender registration: what US carriers want to know before they carry a text."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Protocol

from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.compliance.places import is_american
from apps.compliance.verdicts import Refuse, Verdict, facts
from apps.senders.models import Sender
from apps.senders.registration.coverage import is_covered

RULE = "sender_registered"
Kind = Sender.Kind
_LACKS = {
    Kind.NUMBER: _("Its 10DLC campaign is not approved; US carriers block texts from unregistered numbers."),
    Kind.TOLL_FREE: _("Its toll-free verification is not approved; US carriers block unverified numbers."),
    Kind.SHORT_CODE: _("Its short code lease is not in force."),
    Kind.ALPHANUMERIC: _("US phones get no texts from a name; send from a number."),
}


class Sent(Protocol):
    """What this gate knows of a text."""

    @property
    def phone(self) -> str: ...
    @property
    def sender(self) -> Sender | None: ...


def sender_registered(workspace: Workspace, batch: Sequence[Sent], now: datetime) -> list[Verdict]:
    """A text to a US number goes from a sender that US carriers know."""
    today, known = now.astimezone(UTC).date(), dict[int, Refuse | None]()
    found: list[Verdict] = []
    for one in batch:
        sender = one.sender
        if sender is None:
            found.append(None)
            continue
        if sender.pk not in known:
            known[sender.pk] = _lacking(sender, today)
        lacking = known[sender.pk]
        found.append(lacking if lacking and is_american(one.phone) else None)
    return found


def _lacking(sender: Sender, today: date) -> Refuse | None:
    """What stops this sender's texts to the US."""
    if is_covered(sender, today):
        return None
    told = facts(sender=sender.address, registered_until=str(sender.registered_until or ""))
    return Refuse(RULE, _LACKS[Kind(sender.kind)], True, told)
