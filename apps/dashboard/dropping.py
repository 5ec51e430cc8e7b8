"""Which waiting texts will not go: what the gates that ask again before the carrier would say now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.accounts.models import Workspace
from apps.common import clock
from apps.compliance import gates
from apps.compliance.gates import Refuse
from apps.messaging.gates import screen
from apps.messaging.models import Message
from apps.messaging.states import State
from apps.senders.models import Sender

WAITING = (State.QUEUED,)
PERSONAL = (gates.suppression, gates.consent)  # the others pass by themselves, mostly


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A text as the gates see it."""

    phone: str
    kind: str
    dnd: bool
    sender: Sender | None
    body: str
    contact_id: int
    message_id: int
    forced: bool
    attributes: Mapping[str, Any] = field(default_factory=dict)


def doomed(workspace: Workspace, texts: Sequence[Message], dnd: bool) -> dict[int, str]:
    """Message id → why it will be dropped, of texts to one contact whose do-not-disturb is `dnd`.

    Three queries when something waits, none otherwise.
    """
    waiting = [one for one in texts if one.direction == Message.Direction.OUT and one.state in WAITING]
    if not waiting:
        return {}
    asked = [
        _Waiting(one.phone, one.kind, dnd, None, one.body, one.contact_id, one.pk, one.forced)
        for one in waiting
    ]
    verdicts = screen(workspace, asked, clock.now(), PERSONAL)
    return {
        one.pk: verdict.reason
        for one, verdict in zip(waiting, verdicts, strict=True)
        if isinstance(verdict, Refuse)
    }
