"""What passes between messaging and a carrier: a text going out, and the answers that can come back.

The outcomes are closed. `Refused` is only ever said when the carrier has certainly not taken the text;
when that is not certain the outcome is `Unsure`, and nobody sends again on it without asking first.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ReceiptStatus = Literal["sent", "delivered", "failed"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text as it leaves: `reference` is ours and unique, `encoding` is "GSM-7" or "UCS-2".

    `good_for`: seconds after which the carrier should drop what has not reached the phone (its quiet hours
    begin then), where the carrier can be told so; None: as long as the carrier likes.
    """

    reference: str
    to: str
    from_: str
    body: str
    encoding: str
    parts: int
    good_for: int | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The carrier has taken it. `carrier_id` is "" where the carrier names none (Kannel)."""

    carrier_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The carrier has not taken it. `retry_after` is in seconds; `blocked`: this person opted out there.

    `whole_account`: it is not this text that is refused. No connection, a wrong key: nothing of the account
    can go now, so all of it rests, and the try does not count.
    """

    code: str
    text: str
    retryable: bool
    retry_after: float | None = None
    blocked: bool = False
    whole_account: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """The bytes may have left and no clear answer came: it may or may not go out."""

    text: str


Outcome = Accepted | Refused | Unsure


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the carrier says became of a text; `reference` is ours, `code` and `text` are the carrier's.

    `blocked`: it failed because this person opted out there.
    """

    carrier_id: str
    reference: str
    status: ReceiptStatus
    code: str
    text: str
    at: datetime | None
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Inbound:
    """A text from a phone to one of our senders; `carrier_id` tells a repeated callback from a new text."""

    carrier_id: str
    from_: str
    to: str
    body: str
    at: datetime | None
