"""Whether a thread that is open somewhere has anything new, asked by every open tab every few seconds.

Ten small reads, all by index, whatever the thread holds; what is shown is read only when this says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from apps.common import clock
from apps.dashboard.standing import Standing
from apps.messaging.inbox import texts
from apps.messaging.models import Conversation, Remark
from apps.messaging.teamwork.presence import Other

LOOKED_AT = 20  # texts whose fate still changes are among the newest


@dataclass(frozen=True, slots=True)
class Pulse:
    """Three digests: of the lines, of what the box and the side hang on, and of who else is here."""

    lines: str
    standing: str
    desk: str
    others: str

    def __str__(self) -> str:
        return "~".join((self.lines, self.standing, self.desk, self.others))


def pulse(conversation: Conversation, standing: Standing, others: Sequence[Other]) -> Pulse:
    desk = f"{conversation.assigned_to_id}.{conversation.is_open}"
    return Pulse(_lines(conversation), standing.status, desk, _digest(others))


def read(mark: str) -> Pulse:
    """The pulse that a page has; of nonsense one that is like no other."""
    parts = mark.split("~")
    return Pulse(*parts) if len(parts) == 4 else Pulse("", "", "", "")


def _lines(conversation: Conversation) -> str:
    now = clock.now()
    newest = texts(conversation).values_list("pk", "state", "not_before")[:LOOKED_AT]
    remarks = Remark.objects.of(conversation.workspace_id).filter(conversation=conversation)
    last = remarks.order_by("-id").values_list("pk", flat=True).first()
    return _digest(([(pk, state, at > now) for pk, state, at in newest], last))


def _digest(of: object) -> str:
    return format(crc32(repr(of).encode()), "x")
