"""Dispatch: claim, screen again, transmit, settle, all at the same time.

One coroutine claims ahead, one settles what returns, and each text in flight is a task between them; so the
database and the carriers work side by side, and nobody waits for the slowest of a batch. The database is
spoken to from one thread.
"""

import asyncio
import logging
import os
import socket
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import ParamSpec, TypeVar

import aiohttp
from asgiref.sync import sync_to_async
from django.db import OperationalError, connection, transaction

from apps.carriers.exchange import open_session
from apps.carriers.models import CarrierAccount
from apps.carriers.outcomes import Outcome, Text, Unsure
from apps.carriers.registry import adapter
from apps.common.cluster import closing
from apps.common.ids import Maker
from apps.compliance.gates import Verdict
from apps.messaging import queue
from apps.messaging.models import Message
from apps.messaging.rescreening import rescreen, turn_back
from apps.messaging.settling import NotOffered, Result, settle

P = ParamSpec("P")
T = TypeVar("T")

# Claimed and not settled, at most. Twice what a fast carrier account bears at once, so that it never waits.
OPEN = 512
# Claiming anew costs a transaction, so it waits until this much room is free.
WORTH_A_CLAIM = 128
# Outcomes are gathered this long before they are settled together.
GATHER_SECONDS = 0.01
RENEW_SECONDS = 5.0
# While calls are in flight and nothing was due, look again this soon: a reply need not wait for them.
LOOK_SECONDS = 0.25

# How long after its claim (half a lease) a text may be offered; later it goes back to the queue, uncounted.
STALE_SECONDS = 10.0
SETTLE_PAUSES = (0.1, 0.5, 2.0)

_run_id = Maker("run")
logger = logging.getLogger(__name__)


class Run:
    """One dispatch: works until nothing is due or its time is up, then waits for what is in flight."""

    def __init__(self, seconds: float) -> None:
        self.worker = f"{socket.gethostname()[:9]}:{os.getpid()}:{_run_id()[-8:]}"
        self.deadline = time.monotonic() + seconds
        self.renewed = self.look_again = time.monotonic()
        self.open = 0
        self.handed_over = 0
        self.returned: asyncio.Queue[Result | None] = asyncio.Queue()
        self.settled = asyncio.Event()
        self.per_account: dict[int, asyncio.Semaphore] = {}

    async def go(self) -> int:
        async with open_session(OPEN) as session, asyncio.TaskGroup() as group:
            group.create_task(self.settle_what_returns())
            await self.claim_what_is_due(session, group)
            self.returned.put_nowait(None)
        return self.handed_over

    async def claim_what_is_due(self, session: aiohttp.ClientSession, group: asyncio.TaskGroup) -> None:
        """Claim while there is room and time; ends when nothing is due and nothing is open."""
        while self.may_go_on():
            if self.may_claim():
                for message in await self.claim():
                    group.create_task(self.transmit(session, message))
            elif self.open:
                await self.something_settled()

    def may_go_on(self) -> bool:
        return bool(self.open) or self.may_claim()

    def may_claim(self) -> bool:
        """There is room and time, and reason to look: more was due a moment ago, or that moment is over."""
        now = time.monotonic()
        has_room = OPEN - self.open >= WORTH_A_CLAIM
        return has_room and self.look_again <= now < self.deadline and not closing.asked()

    async def claim(self) -> list[Message]:
        room = OPEN - self.open
        try:
            claimed, ready = await in_db(claim_and_screen)(room, self.worker)
        except OperationalError:
            logger.exception("Claiming failed; what is in flight still lands")
            claimed, ready = 0, []
        self.open += len(ready)
        self.handed_over += len(ready)
        if claimed < room:
            self.look_again = time.monotonic() + LOOK_SECONDS
        return ready

    async def something_settled(self) -> None:
        """Wait for room, but not longer than until the next look or renewal of the leases."""
        self.settled.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.settled.wait(), LOOK_SECONDS)
        if time.monotonic() - self.renewed > RENEW_SECONDS:
            self.renewed = time.monotonic()
            await in_db(queue.renew)(self.worker)

    async def transmit(self, session: aiohttp.ClientSession, message: Message) -> None:
        """One carrier call. Adapters answer an outcome for whatever a carrier or a network does."""
        claimed_at = time.monotonic()
        account = message.sender.carrier
        async with self.turn(account):
            outcome = await self.offer(session, account, message, claimed_at)
        self.returned.put_nowait(Result(message, outcome))

    async def offer(
        self, session: aiohttp.ClientSession, account: CarrierAccount, message: Message, claimed_at: float
    ) -> Outcome | NotOffered:
        """The call, unless its turn came late: what was screened long ago is screened again first."""
        now = time.monotonic()
        if closing.asked() or now - claimed_at > STALE_SECONDS or now > self.deadline + STALE_SECONDS:
            return NotOffered()
        try:
            return await call(session, account, message)
        except Exception:  # an adapter's fault is this text's, and never that of the others in flight
            logger.exception("The adapter of %s failed on %s", account.public_id, message.public_id)
            return Unsure("The adapter failed; see the log.")

    async def settle_what_returns(self) -> None:
        """Settle in batches, in the order of the answers; ends at the None behind the last one."""
        while (first := await self.returned.get()) is not None:
            await asyncio.sleep(GATHER_SECONDS)
            batch = [first]
            while not self.returned.empty() and (other := self.returned.get_nowait()) is not None:
                batch.append(other)
            await self.settle(batch)
            self.open -= len(batch)
            self.settled.set()

    async def settle(self, batch: list[Result]) -> None:
        """A deadlock or a lost connection is tried again: what the carrier took must be known."""
        for pause in SETTLE_PAUSES:
            try:
                return await in_db(settle)(batch)
            except OperationalError:
                logger.exception("Settling %d texts failed; trying again", len(batch))
                await in_db(connection.close)()
                await asyncio.sleep(pause)
        return await in_db(settle)(batch)

    def turn(self, account: CarrierAccount) -> asyncio.Semaphore:
        """No more calls at once than the carrier bears for one account."""
        limit = min(OPEN, adapter(account.adapter).limits.in_flight)
        return self.per_account.setdefault(account.pk, asyncio.Semaphore(limit))


async def call(session: aiohttp.ClientSession, account: CarrierAccount, message: Message) -> Outcome:
    text = Text(
        message.public_id, message.phone, message.address, message.body, message.encoding, message.parts
    )
    return await adapter(account.adapter).send(session, account.credentials, text, account.callback_url)


def claim_and_screen(room: int, worker: str) -> tuple[int, list[Message]]:
    """How many were claimed, and those of them that may still go."""
    verdicts = _claimed(room, worker)
    turn_back([(message, verdict) for message, verdict in verdicts if verdict is not None])
    return len(verdicts), [message for message, verdict in verdicts if verdict is None]


@transaction.atomic
def _claimed(room: int, worker: str) -> list[tuple[Message, Verdict]]:
    """Claimed messages with the gates' verdicts. The commit of this is the attempt."""
    claimed = queue.claim(room, worker)
    by_workspace: defaultdict[int, list[Message]] = defaultdict(list)
    for message in claimed:
        by_workspace[message.workspace_id].append(message)
    verdicts = {
        message.pk: verdict
        for batch in by_workspace.values()
        for message, verdict in zip(batch, rescreen(batch), strict=True)
    }
    return [(message, verdicts[message.pk]) for message in claimed]


def in_db(function: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """Run in the one thread that owns the database connection."""
    return sync_to_async(function, thread_sensitive=True)
