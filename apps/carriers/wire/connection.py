"""One connection: one request at a time, and its answer."""

import asyncio
from typing import cast

from apps.carriers.wire.faults import Broken
from apps.carriers.wire.reader import Answer, Garbage, Reader


class Connection(asyncio.Protocol):
    """Made by the event loop. `is_free`: it may carry another request."""

    def __init__(self) -> None:
        self.is_free = False
        self.idle_since = 0.0
        self._transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[Answer] | None = None
        self._reader = Reader()

    def ask(self, request: bytes) -> asyncio.Future[Answer]:
        """Send it; the answer comes, or Broken does."""
        assert self._transport is not None
        self.is_free = False
        self._reader = Reader()
        self._waiter = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._waiter

    def close(self) -> None:
        """At once; what is on its way is lost."""
        self.is_free = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self.is_free = True

    def data_received(self, data: bytes) -> None:
        if self._waiter is None:
            return self.close()  # nobody asked
        try:
            self._reader.feed(data)
        except Garbage as fault:
            return self._fail(Broken(f"Garbage: {fault}"))
        return self._answer()

    def eof_received(self) -> bool:
        self._reader.end()
        self._answer()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_free = False
        self._reader.end()
        self._answer()
        self._fail(Broken(type(exc).__name__ if exc else "closed"))

    def _answer(self) -> None:
        answer, waiter = self._reader.answer, self._waiter
        if answer is None or waiter is None:
            return
        self._waiter = None
        self.is_free = (
            self._reader.reusable and self._transport is not None and not self._transport.is_closing()
        )
        if not waiter.done():
            waiter.set_result(answer)

    def _fail(self, fault: Broken) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_exception(fault)
        self.close()
