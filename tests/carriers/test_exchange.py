"""The wire to a carrier: what is not confirmed in time is not sent later either."""

import asyncio
import socket

import pytest

from apps.carriers.exchange import UNCONFIRMED_MS, open_session
from apps.messaging import desks, leases


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux has TCP_USER_TIMEOUT")
def test_a_request_of_a_host_that_was_cut_off_dies_before_its_text_is_somebody_elses() -> None:
    async def look() -> int:
        server = await asyncio.start_server(_answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with open_session(1) as session, session.get(f"http://127.0.0.1:{port}/") as response:
            assert response.connection and response.connection.transport
            wire = response.connection.transport.get_extra_info("socket")
            value: int = wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
        server.close()
        return value

    assert asyncio.run(look()) == UNCONFIRMED_MS
    assert leases.LEASE.total_seconds() > desks.STALE_SECONDS + UNCONFIRMED_MS / 1000


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    await writer.drain()
