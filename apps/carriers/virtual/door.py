"""The door for texts: plain POST /v1/messages requests are answered here, one by one on each connection.

A general server took 90 µs for each, a fifth of a whole campaign on one machine. Whatever is not such a
request to the letter (another path, a body in chunks, a wrong length) goes to that server, with the
connection and with every byte that is not answered yet.
"""

import asyncio
from collections.abc import Callable
from typing import cast

from apps.carriers.virtual.head import HEAD_MOST, Head, may_be_plain, read

END = b"\r\n\r\n"
# What waits on one connection while an answer is late; a request of 1 MB passes with its head.
WAITING_MOST = 1_100_000


class Hangup(Exception):
    """Close the connection at once instead of answering."""


# (authorization, body) → the answer's bytes, and the seconds until it goes out. Raises Hangup.
Take = Callable[[str, bytes], tuple[bytes, float]]


class Door(asyncio.Protocol):
    """One connection. `others` makes the protocol that takes it over; `body_most` bytes make a body."""

    def __init__(self, take: Take, others: Callable[[], asyncio.Protocol], body_most: int) -> None:
        self._take, self._others, self._body_most = take, others, body_most
        self._buffer = bytearray()
        self._late: asyncio.TimerHandle | None = None  # an answer that is still to go out

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._late is None:
            self._answer_all()
        elif len(self._buffer) > WAITING_MOST:
            self._transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._late is not None:
            self._late.cancel()

    def _answer_all(self) -> None:
        """Answer what is whole; the rest waits, or goes to the general server."""
        while self._buffer and self._late is None and not self._transport.is_closing():
            plain = may_be_plain(self._buffer)
            end = self._buffer.find(END, 0, HEAD_MOST) if plain else -1
            if plain and end < 0 and len(self._buffer) < HEAD_MOST:
                break  # the head is not all here yet
            head = read(bytes(self._buffer[:end])) if end >= 0 else None
            if head is None or head.length > self._body_most:
                self._hand_over()
                break
            if not self._answer(head, end + len(END)):
                break

    def _answer(self, head: Head, begin: int) -> bool:
        """False: its body is not all here yet."""
        end = begin + head.length
        if len(self._buffer) < end:
            return False
        body = bytes(self._buffer[begin:end])
        del self._buffer[:end]
        try:
            answer, seconds = self._take(head.authorization, body)
        except Hangup:
            self._transport.abort()
            return True
        if seconds:
            self._late = asyncio.get_running_loop().call_later(seconds, self._answer_late, answer)
        else:
            self._transport.write(answer)
        return True

    def _answer_late(self, answer: bytes) -> None:
        self._late = None
        self._transport.write(answer)
        self._transport.resume_reading()
        self._answer_all()

    def _hand_over(self) -> None:
        other, rest = self._others(), bytes(self._buffer)
        self._buffer.clear()
        self._transport.set_protocol(other)
        other.connection_made(self._transport)
        other.data_received(rest)
