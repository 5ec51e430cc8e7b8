"""What happens to a text: refused, throttled, answered late, and which receipts and replies follow when."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from zlib import crc32


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One way of treating a text. Times in milliseconds; the defaults are a text that just arrives."""

    refuse: str = ""  # answer 422 with this code
    cut: bool = False  # take it, then close the connection instead of answering
    answer_ms: int = 0  # wait before answering
    throttle_first: bool = False  # 429 the first time that a reference comes
    throttle_burst: int = 0  # 429 for the first so many requests
    receipt_ms: int = 1000
    sent_receipt: bool = False  # a "sent" before the last word
    fail_rate: float = 0.0  # 0 to 1: this share ends as failed
    duplicate: bool = False
    reorder: bool = False  # the last word first, then "sent"
    lose: bool = False  # it is delivered, and nobody is told
    reply: tuple[str, ...] = ()
    reply_ms: int = 1000  # after the receipt, and between replies


@dataclass(frozen=True, slots=True)
class Event:
    """Something to post `delay` seconds after the text was accepted. `text`: a reply's body."""

    kind: Literal["receipt", "reply"]
    delay: float
    status: str = ""
    code: str = ""
    text: str = ""
    lost: bool = False


REFUSALS = {
    "unreachable": "This number cannot be reached.",
    "blocked": "This person opted out with the carrier.",
}
FAILED = ("30005", "The phone did not take the text.")

# The last four digits of NPA-555-00NN, in any area code. docs/sandbox.md says the same in words.
MAGIC = re.compile(r"1\d{3}555(00\d\d)")
MAGIC_FIELDS: dict[str, dict[str, object]] = {
    "0001": {"refuse": "unreachable"},
    "0002": {"fail_rate": 1.0},
    "0003": {"cut": True},
    "0004": {"throttle_first": True},
    "0005": {"duplicate": True},
    "0006": {"reorder": True},
    "0007": {"lose": True},
    "0008": {"reply": ("STOP",)},
    "0009": {"reply": ("YES",)},
    "0010": {"answer_ms": 3000},
    "0011": {"reply": ("Thanks, that was kind of you! See you on Saturday.",)},
    "0012": {"refuse": "blocked"},
}


def magic(digits: str) -> dict[str, object]:
    """The fields of Behaviour that a number's own digits ask for; {} for an ordinary number."""
    match = MAGIC.fullmatch(digits)
    return MAGIC_FIELDS.get(match[1], {}) if match else {}


def fails(behaviour: Behaviour, reference: str) -> bool:
    """Whether this text ends as failed: by its reference, so that it is the same after a restart."""
    return crc32(reference.encode()) % 10_000 < behaviour.fail_rate * 10_000


@lru_cache(maxsize=1024)
def events(behaviour: Behaviour, failed: bool) -> tuple[Event, ...]:
    """Everything that follows an acceptance, in the order in which it is posted."""
    receipts = _receipts(behaviour, failed)
    start = receipts[-1].delay
    step = behaviour.reply_ms / 1000
    replies = (Event("reply", start + step * n, text=body) for n, body in enumerate(behaviour.reply, 1))
    return (*receipts, *replies)


def _receipts(behaviour: Behaviour, failed: bool) -> list[Event]:
    delay, lost = behaviour.receipt_ms / 1000, behaviour.lose
    code, text = FAILED if failed else ("", "")
    last = Event("receipt", delay, "failed" if failed else "delivered", code, text, lost)
    sent = Event("receipt", delay, "sent", lost=lost)
    if behaviour.reorder:
        return [last, sent]
    before = [Event("receipt", delay / 2, "sent", lost=lost)] if behaviour.sent_receipt else []
    return [*before, last, last] if behaviour.duplicate else [*before, last]
