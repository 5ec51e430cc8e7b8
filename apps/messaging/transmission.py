"""Dispatch: claim, screen again, transmit, settle, in one event loop.

Hundreds of calls are in flight at once; as they return, they are settled in batches and others are claimed
in their place, so nobody waits for the slowest of a batch. The database is spoken to from one thread.
"""

import asyncio
import os
import socket
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

import aiohttp
from asgiref.sync import sync_to_async
from django.db import transaction

from apps.carriers.exchange import open_session
from apps.carriers.models import CarrierAccount
from apps.carriers.outcomes import Outcome, Text
from apps.carriers.registry import adapter
from apps.common.cluster import closing
from apps.common.ids import Maker
from apps.messaging import queue
from apps.messaging.models import Message
from apps.messaging.rescreening import rescreen
from apps.messaging.settling import Result, settle

P = ParamSpec("P")
T = TypeVar("T")

IN_FLIGHT = 256
# Claiming anew costs a transaction, so it waits until this much room is free.
WORTH_A_CLAIM = 64
# Outcomes are gathered this long before they are settled together.
GATHER_SECONDS = 0.01
RENEW_SECONDS = 5.0
# While calls are in flight and nothing was due, look again this soon: a reply need not wait for them.
LOOK_SECONDS = 0.25

_run_id = Maker("run")


class Run:
    """One dispatch: works until nothing is due or its time is up, then waits for what is in flight."""

    def __init__(self, seconds: float) -> None:
        self.worker = f"{socket.gethostname()[:9]}:{os.getpid()}:{_run_id()[-8:]}"
        self.deadline = time.monotonic() + seconds
        self.renewed = self.look_again = time.monotonic()
        self.flying: set[asyncio.Task[Result]] = set()
        self.handed_over = 0
        self.per_account: dict[int, asyncio.Semaphore] = {}

    async def go(self) -> int:
        async with open_session(IN_FLIGHT) as session:
            while True:
                if self.may_claim():
                    await self.take_off(session)
                if not self.flying:
                    return self.handed_over
                await self.land()

    def may_claim(self) -> bool:
        """There is room and time, and reason to look: more was due a moment ago, or that moment is over."""
        now = time.monotonic()
        has_room = IN_FLIGHT - len(self.flying) >= WORTH_A_CLAIM
        return has_room and self.look_again <= now < self.deadline and not closing.asked()

    async def take_off(self, session: aiohttp.ClientSession) -> None:
        """Claim what there is room for and start it."""
        room = IN_FLIGHT - len(self.flying)
        claimed, ready = await in_db(claim_and_screen)(room, self.worker)
        for message in ready:
            self.flying.add(asyncio.create_task(self.transmit(session, message)))
        self.handed_over += len(ready)
        if claimed < room:
            self.look_again = time.monotonic() + LOOK_SECONDS

    async def land(self) -> None:
        """Wait for some calls to return, and settle them together."""
        if not self.flying:
            return
        done, _ = await asyncio.wait(self.flying, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if done:
            await asyncio.sleep(GATHER_SECONDS)
            done = {task for task in self.flying if task.done()}
            self.flying -= done
            await in_db(settle)([task.result() for task in done])
        if time.monotonic() - self.renewed > RENEW_SECONDS:
            self.renewed = time.monotonic()
            await in_db(queue.renew)(self.worker)

    async def transmit(self, session: aiohttp.ClientSession, message: Message) -> Result:
        """One carrier call. Adapters answer an outcome for whatever a carrier or a network does."""
        account = message.sender.carrier
        async with self.turn(account):
            return Result(message, await call(session, account, message))

    def turn(self, account: CarrierAccount) -> asyncio.Semaphore:
        """No more calls at once than the carrier bears for one account."""
        limit = min(IN_FLIGHT, adapter(account.adapter).limits.in_flight)
        return self.per_account.setdefault(account.pk, asyncio.Semaphore(limit))


async def call(session: aiohttp.ClientSession, account: CarrierAccount, message: Message) -> Outcome:
    text = Text(
        message.public_id, message.phone, message.address, message.body, message.encoding, message.parts
    )
    return await adapter(account.adapter).send(session, account.credentials, text, account.callback_url)


@transaction.atomic
def claim_and_screen(room: int, worker: str) -> tuple[int, list[Message]]:
    """How many were claimed, and those of them that may still go. Its commit is the attempt."""
    claimed = queue.claim(room, worker)
    by_workspace: defaultdict[int, list[Message]] = defaultdict(list)
    for message in claimed:
        by_workspace[message.workspace_id].append(message)
    ready = {message.pk for batch in by_workspace.values() for message in rescreen(batch)}
    return len(claimed), [message for message in claimed if message.pk in ready]


def in_db(function: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """Run in the one thread that owns the database connection."""
    return sync_to_async(function, thread_sensitive=True)
