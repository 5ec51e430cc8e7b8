"""Places: the moment at which each text of a batch may leave."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext_noop

from apps.compliance import gates as compliance
from apps.compliance.gates import Hold
from apps.messaging import gates
from apps.messaging.drafts import Draft, Order
from apps.messaging.pacing import books
from apps.messaging.pacing.turnstiles import DailyTurnstile, Turnstile
from apps.messaging.pacing.ways import ways

# What is more urgent than this does not queue at a turnstile.
QUEUES = 5
# Who gets a text later than this is asked for their hours then.
SOON = timedelta(minutes=1)
# A place outside somebody's hours is sought anew from their next opening, which may be full too, and so on.
MOST_TRIES = 14
HOURS = (compliance.open_hours, compliance.quiet_hours)
DAILY_CAP = "daily_cap"


@dataclass(slots=True)
class Booking:
    """A draft on its way through turnstiles, and the places it has taken there."""

    draft: Draft
    way: Sequence[Turnstile]
    taken: list[tuple[Turnstile, float]] = field(default_factory=list)

    def book(self) -> Hold | None:
        """Pass one behind the other, each of which may make it later; held when the sender's day is full."""
        at = asked = self.draft.not_before.timestamp()
        for one in self.way:
            through = one.take(at, self.draft.measure.parts)
            self.taken.append((one, through))
            if through > at and isinstance(one, DailyTurnstile):
                return Hold(
                    DAILY_CAP,
                    _moment(through),
                    gettext_noop("The sender has sent what its carrier takes in a day."),
                )
            at = through
        if at > asked:
            self.draft.not_before = _moment(at)
        return None

    def start_anew(self, hold: Hold) -> None:
        """Give the places back, and ask for others from the end of the hold on."""
        for one, at in self.taken:
            one.give_back(at, self.draft.measure.parts)
        self.taken.clear()
        self.draft.verdict, self.draft.not_before = hold, hold.until


def place(order: Order, drafts: Sequence[Draft], now: datetime) -> None:
    """Give each draft its `not_before`. Whose place would be outside their hours, or over the sender's day,
    is held until one that is not, and the verdict says so.

    Call it in the transaction that queues the texts: what is booked and what is queued are one.
    """
    senders = {draft.sender for draft in drafts if draft.sender}
    way_of = ways(order.lane, senders)
    turnstiles = list({one.subject: one for way in way_of.values() for one in way}.values())
    bookings = [Booking(draft, way_of[draft.sender.pk]) for draft in drafts if draft.sender]
    for draft in drafts:
        until = draft.verdict.until if isinstance(draft.verdict, Hold) else now
        draft.not_before = max(now, until, order.not_before or now)
    if order.priority < QUEUES:
        _count(bookings)
    else:
        books.hold(senders)
        books.read(turnstiles, now)
        _queue(order, bookings, now)
    books.write(order.workspace.pk, turnstiles)


def _count(bookings: Iterable[Booking]) -> None:
    for booking in bookings:
        for one in booking.way:
            one.count(booking.draft.not_before.timestamp(), booking.draft.measure.parts)


def _queue(order: Order, bookings: Sequence[Booking], now: datetime) -> None:
    for _ in range(MOST_TRIES):
        holds = [booking.book() for booking in bookings]
        full = [(one, hold) for one, hold in zip(bookings, holds, strict=True) if hold]
        placed = [one for one, hold in zip(bookings, holds, strict=True) if not hold]
        late = [*full, *_outside_hours(order, placed, now)]
        if not late:
            return
        for booking, hold in late:
            booking.start_anew(hold)
        bookings = [booking for booking, _ in late]


def _outside_hours(
    order: Order, bookings: Sequence[Booking], now: datetime
) -> Iterable[tuple[Booking, Hold]]:
    """Those whose place is at an hour at which they may not be texted, with the hold; asked once a minute."""
    by_minute: defaultdict[datetime, list[Booking]] = defaultdict(list)
    for booking in bookings:
        at = booking.draft.not_before
        if at > now + SOON:
            by_minute[at.replace(second=0, microsecond=0)].append(booking)
    for minute, together in by_minute.items():
        drafts = [booking.draft for booking in together]
        for booking, verdict in zip(
            together, gates.screen(order.workspace, drafts, minute, HOURS), strict=True
        ):
            if isinstance(verdict, Hold):
                yield booking, verdict


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
