"""A timer for very many things: they are kept by the 10 ms in which they fall due, one timer for all.

asyncio's own call_later keeps a handle of some 200 bytes for each, in a heap of all of them; here a thing
costs a place in a list, and 8,000 a second share 100 wake-ups.
"""

import asyncio
import math
from collections.abc import Callable
from heapq import heappop, heappush
from typing import Generic, TypeVar

T = TypeVar("T")
TICKS_A_SECOND = 100


class Wheel(Generic[T]):
    """Calls `fire` with each thing once it is due, never early, in the order of their due times."""

    def __init__(self, fire: Callable[[T], None]) -> None:
        self._fire = fire
        self._loop = asyncio.get_running_loop()
        self._due: dict[int, list[T]] = {}
        self._ticks: list[int] = []
        self._timer: asyncio.TimerHandle | None = None
        self._next = math.inf

    def add(self, delay: float, thing: T) -> None:
        """Fire it `delay` seconds from now; a delay that has passed already means now."""
        tick = math.ceil((self._loop.time() + max(delay, 0.0)) * TICKS_A_SECOND)
        bucket = self._due.get(tick)
        if bucket is not None:
            bucket.append(thing)
            return
        self._due[tick] = [thing]
        heappush(self._ticks, tick)
        if tick < self._next:
            self._wait_for(tick)

    def clear(self) -> None:
        """Forget everything that is waiting."""
        self._due.clear()
        self._ticks.clear()
        self._wait_for(math.inf)

    def _wait_for(self, tick: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._next = tick
        due = tick / TICKS_A_SECOND
        self._timer = None if math.isinf(tick) else self._loop.call_at(due, self._turn)

    def _turn(self) -> None:
        now = self._loop.time() * TICKS_A_SECOND
        while self._ticks and self._ticks[0] <= now:
            for thing in self._due.pop(heappop(self._ticks)):
                self._fire(thing)
        self._wait_for(self._ticks[0] if self._ticks else math.inf)
