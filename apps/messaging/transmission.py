"""Dispatch: claim, screen again, transmit, settle, all at the same time.

One coroutine claims ahead, one settles what returns, one keeps the lease, and at each carrier account's desk
(desks.py) as many calls are in flight as it bears; so the database and the carriers work side by side, and
nobody waits for the slowest of a batch. The database is spoken to from one thread.
"""

import asyncio
import logging
import os
import socket
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

from apps.carriers.exchange import open_session
from apps.carriers.models import CarrierAccount
from apps.carriers.registry import adapter
from apps.common import clock
from apps.common.cluster import closing
from apps.common.ids import Maker
from apps.common.in_db import in_db
from apps.compliance.gates import Verdict
from apps.messaging import claiming, leases, streams
from apps.messaging.claiming import Claimed
from apps.messaging.desks import Desk
from apps.messaging.hearing import hear
from apps.messaging.rescreening import rescreen, turn_back
from apps.messaging.settling import Result
from apps.messaging.shares import RESERVE, RESERVE_OF_ACCOUNT, Room, shares
from apps.messaging.streams import Stream
from apps.messaging.validity import with_closing

P = ParamSpec("P")
T = TypeVar("T")

# Claimed and not settled, at most: about 2 kB each.
OPEN = 2_500
# Claiming anew costs some 20 statements, so for campaigns it waits until this much room is free.
WORTH_A_CLAIM = 256
# Outcomes are gathered this long before they are settled together.
GATHER_SECONDS = 0.01
# What is due, and who may send, is looked up this often: a reply need not wait for what is in flight.
LOOK_SECONDS = 0.25
SETTLE_PAUSES = (0.1, 0.5, 2.0)

_run_id = Maker("run")
logger = logging.getLogger(__name__)
Share = tuple[Stream, int]
Returned = Result[Claimed]


class Run:
    """One dispatch: works until nothing is due or its time is up, then waits for what is in flight."""

    def __init__(self, seconds: float) -> None:
        self.worker = f"{socket.gethostname()[:9]}:{os.getpid()}:{_run_id()[-8:]}"
        self.deadline = time.monotonic() + seconds
        self.next_look = 0.0
        self.claims = self.handed_over = 0
        self.lost_a_claim = False
        self.streams: list[Stream] = []  # with something due, as far as is known
        self.desks: dict[int, Desk] = {}  # by carrier account
        self.open: Counter[int] = Counter()  # texts claimed and not settled, by carrier account
        self.returned: asyncio.Queue[Returned | None] = asyncio.Queue()
        self.settled = asyncio.Event()

    async def go(self) -> int:
        async with open_session() as self.session, asyncio.TaskGroup() as group:
            keeping = group.create_task(self.keep_the_lease())
            settling = group.create_task(self.settle_what_returns())
            await self.claim_what_is_due()
            self.returned.put_nowait(None)
            await settling
            keeping.cancel()
        # A claim that failed may have been committed, and only its answer lost: then the lease runs out by
        # itself, and what it holds is looked after (recovery.py).
        if self.claims and not self.lost_a_claim:
            await in_db(leases.end)(self.worker)
        return self.handed_over

    async def keep_the_lease(self) -> None:
        """Each claim renews it too; this is for the time when there is none."""
        while True:
            await asyncio.sleep(leases.RENEW_SECONDS)
            with suppress(OperationalError):
                await in_db(leases.renew)(self.worker)

    async def claim_what_is_due(self) -> None:
        """Claim while there is room and time; ends when nothing is due and nothing is open."""
        while await self.anything_due() or self.open.total():
            if wanted := self.plan():
                await self.claim(wanted)
            else:
                await self.something_settled()

    async def anything_due(self) -> bool:
        """There is time, and something due: known, or found by looking."""
        now = time.monotonic()
        if now >= self.deadline or closing.asked():
            self.streams = []
        elif now >= self.next_look:
            self.next_look = now + LOOK_SECONDS
            self.streams = await self.tried(streams.due) or []
            for account in {stream.account.pk: stream.account for stream in self.streams}.values():
                self.desk(account).renew(account)
        return bool(self.streams)

    def desk(self, account: CarrierAccount) -> Desk:
        """The account's desk; a new one when it has rested."""
        desk = self.desks.get(account.pk)
        if desk is None or (desk.is_closed and not self.open[account.pk]):
            desk = Desk(self.session, account, adapter(account.adapter), self.returned.put_nowait)
            self.desks[account.pk] = desk
        return desk

    def plan(self) -> list[Share]:
        """How much to claim of which stream. Campaigns wait until it is worth a transaction."""
        able = [one for one in self.streams if one.is_urgent or self.is_worth_it(one.account)]
        of_account = {pk: self.room(desk) + RESERVE_OF_ACCOUNT for pk, desk in self.desks.items()}
        room = Room(OPEN + RESERVE - self.open.total(), of_account)
        return list(shares(able, room, self.claims))

    def is_worth_it(self, account: CarrierAccount) -> bool:
        desk = self.desks[account.pk]
        return self.room(desk) >= min(WORTH_A_CLAIM, desk.capacity // 4 + 1)

    def room(self, desk: Desk) -> int:
        return desk.capacity - self.open[desk.account.pk]

    async def claim(self, wanted: list[Share]) -> None:
        """Claim, screen and lay on the desks. A stream that gave less than it might is looked at later."""
        self.claims += 1
        asked = {id(stream): most for stream, most in wanted}
        found = await self.tried(claim_and_screen, wanted, self.worker)
        self.lost_a_claim |= found is None
        given = {id(stream): count for stream, count, _ in found or ()}
        self.streams = [
            one
            for one in self.streams
            if given.get(id(one), 0) >= asked.get(id(one), 0) and found is not None
        ]
        for stream, _, ready in found or ():
            self.open[stream.account.pk] += len(ready)
            self.handed_over += len(ready)
            self.desks[stream.account.pk].put(ready)

    async def something_settled(self) -> None:
        """Wait for room, but not longer than until the next look."""
        self.settled.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.settled.wait(), LOOK_SECONDS)

    async def settle_what_returns(self) -> None:
        """Settle in batches, in the order of the answers; ends at the None behind the last one."""
        while (first := await self.returned.get()) is not None:
            await asyncio.sleep(GATHER_SECONDS)
            batch = [first]
            while not self.returned.empty() and (other := self.returned.get_nowait()) is not None:
                batch.append(other)
            await self.settle(batch)
            self.open.subtract(one.message.sender.carrier_id for one in batch)
            self.settled.set()

    async def settle(self, batch: list[Returned]) -> None:
        """A deadlock or a lost connection is tried again: what the carrier took must be known."""
        for pause in SETTLE_PAUSES:
            try:
                return self.leave_alone(await in_db(hear)(batch))
            except OperationalError:
                logger.exception("Settling %d texts failed; trying again", len(batch))
                await in_db(hang_up)()
                await asyncio.sleep(pause)
        return self.leave_alone(await in_db(hear)(batch))

    def leave_alone(self, accounts: set[int]) -> None:
        """Nothing more is offered to these, nor claimed for them, until their rest is over."""
        for pk in accounts:
            self.desks[pk].is_closed = True
        self.streams = [one for one in self.streams if one.account.pk not in accounts]

    async def tried(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """A claim or a look that failed costs nothing but time: what is in flight still lands."""
        try:
            return await in_db(function)(*args, **kwargs)
        except OperationalError:
            logger.exception("%s failed; what is in flight still lands", function.__name__)
            await in_db(hang_up)()
            return None


def claim_and_screen(wanted: list[Share], worker: str) -> list[tuple[Stream, int, list[Claimed]]]:
    """Of each stream: how many were claimed, and those of them that may still go."""
    judged = _claimed(wanted, worker)
    turn_back([pair for _, pairs in judged for pair in pairs if pair[1] is not None])
    now = clock.now()
    return [
        (stream, len(pairs), with_closing([one for one, verdict in pairs if verdict is None], now))
        for stream, pairs in judged
    ]


@transaction.atomic
def _claimed(wanted: list[Share], worker: str) -> list[tuple[Stream, list[tuple[Claimed, Verdict]]]]:
    """Claimed texts with the gates' verdicts. The commit of this is the attempt."""
    found = claiming.claim(wanted, worker)
    by_workspace: defaultdict[int, list[Claimed]] = defaultdict(list)
    for stream, taken in found:
        by_workspace[stream.sender.workspace_id] += taken
    verdicts = {
        one.pk: verdict
        for batch in by_workspace.values()
        if batch
        for one, verdict in zip(batch, rescreen(batch), strict=True)
    }
    return [(stream, [(one, verdicts[one.pk]) for one in taken]) for stream, taken in found]


def hang_up() -> None:
    """Close the connection of this thread: the next statement makes a new one."""
    connection.close()
