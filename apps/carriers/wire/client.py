"""The client: a request, a connection for it, and the time that both may take."""

import asyncio
import socket
import ssl
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from types import TracebackType

from apps.carriers.wire.address import Place, read
from apps.carriers.wire.connection import Connection
from apps.carriers.wire.faults import NotConnected, NotInTime
from apps.carriers.wire.reader import Answer

# Many servers close what was idle for 5 s; a request that crosses that on the way would be unsure.
IDLE_MOST = 4.0


class Client:
    """For one event loop, with as many connections as there are requests at once; use as a context manager.

    Connecting (with TLS) may take `connect_seconds` and all of it `total_seconds`.
    """

    def __init__(self, connect_seconds: float = 5.0, total_seconds: float = 15.0) -> None:
        self._connect_seconds, self._total_seconds = connect_seconds, total_seconds
        self._idle: defaultdict[Place, list[Connection]] = defaultdict(list)
        self._rooms: dict[str, asyncio.Semaphore] = {}

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for connections in self._idle.values():
            for connection in connections:
                connection.close()

    def room(self, url: str, most: int) -> asyncio.Semaphore:
        """For a server that bears only so many at once, whoever asks: hold it around the request.

        A connection behind a full listen queue looks open to us while nothing that we write is confirmed, and
        dies of UNCONFIRMED_MS with its request in doubt. So what does not fit waits here, unwritten.
        """
        return self._rooms.setdefault(url, asyncio.Semaphore(most))

    async def request(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer:
        """One request, never repeated, no redirect followed.

        Raises BadAddress, NotConnected (nothing left), Broken or NotInTime (it may have arrived).
        """
        place, target, lines = read(url)
        began = asyncio.get_running_loop().time()
        connection = self._take(place, began) or await self._connect(place)
        answered = connection.ask(_written(method, target, lines, headers, body))
        try:
            answer = await self._in_time(answered, began)
        except BaseException:
            connection.close()
            raise
        self._put(place, connection)
        return answer

    async def _in_time(self, answered: "asyncio.Future[Answer]", began: float) -> Answer:
        """A timer costs a tenth of what asyncio.timeout() does, and there is one for each text."""
        loop = asyncio.get_running_loop()
        timer = loop.call_at(began + self._total_seconds, _give_up, answered)
        try:
            return await answered
        finally:
            timer.cancel()

    def _take(self, place: Place, now: float) -> Connection | None:
        """The connection that was used last: those that are used seldom grow old and go."""
        idle = self._idle[place]
        while idle:
            connection = idle.pop()
            if connection.is_free and now - connection.idle_since < IDLE_MOST:
                return connection
            connection.close()
        return None

    def _put(self, place: Place, connection: Connection) -> None:
        if connection.is_free:
            connection.idle_since = asyncio.get_running_loop().time()
            self._idle[place].append(connection)
        else:
            connection.close()

    async def _connect(self, place: Place) -> Connection:
        context = _tls() if place.tls else None
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._connect_seconds):
                transport, connection = await loop.create_connection(
                    Connection, place.host, place.port, ssl=context
                )
        except (OSError, TimeoutError, ValueError) as fault:  # ssl.SSLError is an OSError
            raise NotConnected(type(fault).__name__) from fault
        _forget_quickly(transport.get_extra_info("socket"))
        return connection


def _give_up(answered: "asyncio.Future[Answer]") -> None:
    if not answered.done():
        answered.set_exception(NotInTime("No answer in time"))


def _written(method: str, target: str, lines: str, headers: Mapping[str, str], body: bytes | None) -> bytes:
    given = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
    length = f"Content-Length: {len(body or b'')}\r\n" if body is not None or method != "GET" else ""
    head = f"{method} {target} HTTP/1.1\r\n{lines}User-Agent: Sendwell\r\nAccept: */*\r\n{given}{length}\r\n"
    return head.encode() + (body or b"")


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


# A claim is offered within 10 s, an answer comes within 15 s, and 20 s later the carrier is asked about it.
UNCONFIRMED_MS = 8_000


def _forget_quickly(made: socket.socket) -> None:
    """The kernel gives up what the carrier has not confirmed after 8 s (Linux).

    Closed sockets go on sending for minutes otherwise: a host that was cut off would deliver its old requests
    when it comes back, after another host has asked, heard "unknown" and sent the text.
    """
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNCONFIRMED_MS)
