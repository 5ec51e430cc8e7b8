"""What the carrier keeps of a text in memory: some 400 bytes (measured). Its body stays in the journal."""

from dataclasses import dataclass, field
from typing import NamedTuple

from apps.carriers.virtual.behaviour import Behaviour, Event, events, fails


class Line(NamedTuple):
    """One of the sender's numbers, where its callbacks go ("" for nowhere), and the key that signs them."""

    number: str
    callback_url: str
    api_key: str


class Submission(NamedTuple):
    """A text as it was handed in, checked."""

    reference: str
    to: str
    from_: str
    body: str
    callback_url: str


@dataclass(slots=True, eq=False)
class Message:
    """An accepted text. `to` is the phone's digits as a number, `offset` where the journal has the rest."""

    number: int
    reference: str
    to: int
    line: Line
    offset: int
    at: float  # when it was accepted, in Unix seconds
    behaviour: Behaviour
    status: str = "accepted"
    doubled: bool = False

    def events(self) -> tuple[Event, ...]:
        """What follows it, the same each time it is asked."""
        return events(self.behaviour, fails(self.behaviour, self.reference))


@dataclass(slots=True, eq=False)
class PhoneText:
    """A text from a phone to one of the sender's numbers, handed in through POST /inbound."""

    number: int
    line: Line
    from_: str
    body: str
    at: float


class Due(NamedTuple):
    """Something to post: a text with the number of one of its events, or a phone's text with 0."""

    of: Message | PhoneText
    event: int


@dataclass(slots=True)
class Counts:
    """The numbers of GET /stats."""

    accepted: int = 0
    doubled_references: int = 0
    rejected: int = 0
    throttled: int = 0
    inbound: int = 0
    receipts_posted: int = 0
    receipts_pending: int = 0
    receipts_dropped: int = 0
    by_status: dict[str, int] = field(default_factory=dict)

    def moved(self, before: str, after: str) -> None:
        """A text went from one status to another."""
        self.by_status[after] = self.by_status.get(after, 0) + 1
        if before:
            self.by_status[before] -= 1
            if not self.by_status[before]:
                del self.by_status[before]
