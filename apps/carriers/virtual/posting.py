"""Posting back: receipts and replies to the sender's callback URL, signed, in order, until it takes them.

Each URL has LANES lanes. A lane posts one body at a time, so what shares a lane stays in order, and what
gathers while a POST is under way goes out together with the next one: the slower the other side, the
larger the bodies, up to 200 entries.
"""

import asyncio
import hashlib
import hmac
import time
from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

import aiohttp
import orjson

from apps.carriers.virtual.messages import Due, Line

LANES = 4
MOST_A_POST = 200
LINGER = 0.02  # seconds; a lane that was idle waits this long for company
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
GIVE_UP_AFTER = 24 * 3600.0  # seconds without one POST that was taken
MOST_WAITING = 1_000_000  # a lane; about 150 MB. What comes after that is dropped and counted

LaneName = tuple[str, str, int]
Entry = tuple[str, dict[str, Any]]


class Poster:
    """`entry` writes one thing out, `settled` hears what was posted (True) or dropped (False)."""

    def __init__(
        self,
        entry: Callable[[Due], Entry],
        settled: Callable[[Sequence[Due], bool], None],
    ) -> None:
        self._entry = entry
        self._settled = settled
        self._waiting: dict[LaneName, deque[Due]] = {}
        self._tasks: dict[LaneName, asyncio.Task[None]] = {}
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=64),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=30),
        )

    def put(self, line: Line, due: Due) -> None:
        """Post it soon. 200 neighbours share a lane, so that they can share a body."""
        lane = due.of.number // MOST_A_POST % LANES
        name = (line.callback_url, line.api_key, lane)
        waiting = self._waiting.setdefault(name, deque())
        if len(waiting) >= MOST_WAITING:
            self._settled([due], False)
            return
        waiting.append(due)
        if name not in self._tasks:
            self._tasks[name] = asyncio.create_task(self._run(name, waiting))

    def clear(self) -> None:
        """Forget everything that waits, and stop."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._waiting.clear()

    async def close(self) -> None:
        """Stop; what waits is in the journal."""
        self.clear()
        await self._session.close()

    async def _run(self, name: LaneName, waiting: deque[Due]) -> None:
        await asyncio.sleep(LINGER)
        while waiting:
            batch = list(islice(waiting, MOST_A_POST))
            taken = await self._until_taken(name, batch)
            for _ in batch:
                waiting.popleft()
            self._settled(batch, taken)
        del self._tasks[name], self._waiting[name]  # no await since the lane was seen empty

    async def _until_taken(self, name: LaneName, batch: Sequence[Due]) -> bool:
        url, key, _ = name
        body = self._body(batch)
        wait, give_up = FIRST_WAIT, time.monotonic() + GIVE_UP_AFTER
        while not await self._post(url, key, body):
            if time.monotonic() > give_up:
                return False
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        return True

    def _body(self, batch: Sequence[Due]) -> bytes:
        whole: dict[str, list[dict[str, Any]]] = {"receipts": [], "messages": []}
        for due in batch:
            kind, content = self._entry(due)
            whole[kind].append(content)
        return orjson.dumps(whole)

    async def _post(self, url: str, key: str, body: bytes) -> bool:
        headers = {"Content-Type": "application/json", "X-Virtual-Signature": signature(key, body)}
        try:
            async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as answer:
                return 200 <= answer.status < 300
        except (aiohttp.ClientError, OSError, ValueError):
            return False  # ValueError: not a usable URL. It is tried again like any other fault


def signature(key: str, body: bytes) -> str:
    """The header that proves who posts: fresh for every attempt."""
    moment = str(int(time.time()))
    signed = hmac.new(key.encode(), moment.encode() + b"." + body, hashlib.sha256)
    return f"t={moment},v1={signed.hexdigest()}"
