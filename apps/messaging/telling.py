"""What becomes of texts, told to the diary in one write a batch.

At campaign scale the message row itself is the record: an event of a campaign's text is written only when a
subscriber wants it (diary.wanted, one small query a batch). A single text's end is always written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from apps.events import diary
from apps.events.diary import Fact
from apps.messaging.models import Message

# Written whoever listens: a person's texts that ended, and every text that waits for a person's decision.
MARKETING = Message.Kind.MARKETING
OF_SINGLE, OF_ALL = ("message.delivered", "message.failed", "message.unsure"), ("message.unsure",)


class Told(Protocol):
    """What an event says of a text."""

    @property
    def public_id(self) -> Any: ...
    @property
    def workspace_id(self) -> Any: ...
    @property
    def contact_id(self) -> Any: ...
    @property
    def kind(self) -> Any: ...


def tell(
    name: str, texts: Iterable[Told], facts: Callable[[Any], dict[str, Any]] = lambda one: {}, **same: Any
) -> None:
    """Record `name` for each of these. `facts`: of one text; `same`: of all. Confirmations are no news."""
    of: defaultdict[int, list[Told]] = defaultdict(list)
    for one in texts:
        of[one.workspace_id].append(one)
    for workspace_id, mine in of.items():
        told = _worth_a_row(workspace_id, name, mine)
        rows = [Fact(name, one.public_id, one.contact_id, {**same, **facts(one)}) for one in told]
        diary.record_many(workspace_id, rows)


def _worth_a_row(workspace_id: int, name: str, texts: list[Told]) -> list[Told]:
    always = [one for one in texts if name in OF_ALL or (name in OF_SINGLE and one.kind != MARKETING)]
    if len(always) == len(texts) or not diary.wanted(workspace_id, {name}):
        return always
    return [one for one in texts if name in OF_SINGLE or one.kind != Message.Kind.SYSTEM]
