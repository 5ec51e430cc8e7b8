"""Desks: one for each carrier account, where claimed texts wait for their turn and are offered."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable

from django.utils.translation import gettext_noop

from apps.carriers.contract import Adapter
from apps.carriers.models import CarrierAccount
from apps.carriers.outcomes import Outcome, Text, Unsure
from apps.carriers.resting import PROBES
from apps.carriers.wire.client import Client
from apps.common import clock
from apps.common.cluster import closing
from apps.messaging.claiming import Claimed
from apps.messaging.settling import NotOffered, Result
from apps.messaging.streams import URGENT
from apps.messaging.validity import good_for

# How long after its claim (half a lease) a text may be offered; later it goes back to the queue, uncounted.
STALE_SECONDS = 10.0
# What leaves while one claim and one settle are in the database waits here: so many seconds of the desk's own
# pace, and never more than twice what may be in flight (a slow carrier's texts would grow stale).
RESERVE_SECONDS = 0.4
SHORTEST_SECONDS = 0.2  # that tell a pace
logger = logging.getLogger(__name__)
Returned = Callable[[Result[Claimed]], None]


class Desk:
    """Offers what it is given, so many at once as the carrier bears for one account, urgent texts first.

    Adapters answer an outcome for whatever a carrier or a network does; `returned` hears of it.
    """

    def __init__(
        self, session: Client, account: CarrierAccount, adapter: Adapter, returned: Returned
    ) -> None:
        self.is_closed = False  # the account rests
        self._session, self._adapter, self._returned = session, adapter, returned
        self._answered, self._pace, self._paced_at = 0, 0.0, time.monotonic()
        self.renew(account)
        self._waiting: deque[tuple[float, Claimed]] = deque()
        self._urgent: deque[tuple[float, Claimed]] = deque()
        self._callers: set[asyncio.Task[None]] = set()

    def renew(self, account: CarrierAccount) -> None:
        """The account as it is now. One that did not answer the last time is offered a few to try."""
        self.account = account
        self.most = PROBES if account.faults else self._adapter.limits.in_flight
        self._measure()

    def _measure(self) -> None:
        """Answers a second, since the last look; what went faster before is half remembered."""
        now = time.monotonic()
        if now - self._paced_at >= SHORTEST_SECONDS:
            pace = self._answered / (now - self._paced_at)
            self._pace = max(pace, (pace + self._pace) / 2)
            self._answered, self._paced_at = 0, now

    @property
    def capacity(self) -> int:
        """Texts that may be here at once: those in flight, and a reserve, so that the carrier need not wait
        for the database. The reserve is half of them, and more where they return quickly."""
        reserve = min(max(self.most // 2, int(self._pace * RESERVE_SECONDS)), 2 * self.most)
        return 0 if self.is_closed else self.most + reserve + 1

    def put(self, texts: Iterable[Claimed]) -> None:
        """Offer these as soon as it is their turn."""
        now = time.monotonic()
        for text in texts:
            (self._urgent if text.priority < URGENT else self._waiting).append((now, text))
        waiting = len(self._waiting) + len(self._urgent)
        for _ in range(min(waiting, self.most - len(self._callers))):
            caller = asyncio.create_task(self._call_while_some_wait())
            self._callers.add(caller)
            caller.add_done_callback(self._callers.discard)

    async def _call_while_some_wait(self) -> None:
        while self._urgent or self._waiting:
            claimed_at, text = (self._urgent or self._waiting).popleft()
            outcome = await self._offer(text, claimed_at)
            self._answered += 1
            self._returned(Result(text, outcome))

    async def _offer(self, text: Claimed, claimed_at: float) -> Outcome | NotOffered:
        """The call, unless its turn came late: what was screened long ago is screened again first."""
        left = good_for(text, clock.now())
        is_stale = time.monotonic() - claimed_at > STALE_SECONDS
        if self.is_closed or closing.asked() or is_stale or left == 0:
            return NotOffered()
        try:
            return await self._adapter.send(
                self._session, self.account.credentials, _text(text, left), self.account.callback_url
            )
        except Exception:  # an adapter's fault is this text's, and never that of the others in flight
            logger.exception("The adapter of %s failed on %s", self.account.public_id, text.public_id)
            return Unsure(gettext_noop("The adapter failed; see the log."))


def _text(one: Claimed, good_for: int | None) -> Text:
    return Text(one.public_id, one.phone, one.address, one.body, one.encoding, one.parts, good_for)
