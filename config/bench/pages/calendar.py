"""What was sent when: a year of campaigns and sequences, with as many texts as were asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.common import clock

DAYS = 365
# Of all texts: what people wrote and were answered; what sequences sent. The rest is campaigns.
TALK, DRIPS = 0.05, 0.03
# The share of the contacts that a campaign asks for, one after the other, from the newest to the oldest.
SHARES = (0.02, 1.0, 0.01, 0.05, 0.3, 0.01, 0.1, 0.02)
SEQUENCES, BATCHES = 12, 12
UNDER_WAY, PAUSED = 1.0, 0.2


@dataclass(frozen=True, slots=True)
class Mailing:
    """`number` tells them apart, and chooses who of the contacts is in it; `state` is the campaign's."""

    number: int
    at: datetime
    share: float
    state: str = "completed"


def mailings(contacts: int, messages: int) -> list[Mailing]:
    """The oldest first: finished ones, then one that is paused, then one that is under way."""
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    left = messages * (1 - TALK - DRIPS) - contacts * (UNDER_WAY + PAUSED)
    chosen: list[float] = []
    while left > 0 and len(chosen) < DAYS:
        chosen.append(min(SHARES[len(chosen) % len(SHARES)], left / contacts))
        left -= chosen[-1] * contacts
    step = timedelta(days=DAYS - 5) / max(1, len(chosen))
    done = [
        Mailing(place, now - timedelta(days=3) - place * step, share) for place, share in enumerate(chosen)
    ]
    number = len(done)
    going = [
        Mailing(number, now - timedelta(hours=26), PAUSED, "paused"),
        Mailing(number + 1, now - timedelta(hours=2), UNDER_WAY, "sending"),
    ]
    return [*reversed(done), *going]


def days() -> Iterator[tuple[datetime, datetime]]:
    """The hours of the year in pieces of twelve, until now."""
    now = clock.now()
    at, piece = now - timedelta(days=DAYS), timedelta(hours=12)
    while at < now:
        yield at, min(at + piece, now)
        at += piece
