"""The wire to a carrier: what is not confirmed in time is not sent later either."""

import asyncio
import socket
from unittest.mock import patch

import pytest

from apps.carriers.exchange import open_session
from apps.carriers.wire.client import UNCONFIRMED_MS
from apps.messaging import desks, leases


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux has TCP_USER_TIMEOUT")
def test_a_request_of_a_host_that_was_cut_off_dies_before_its_text_is_somebody_elses() -> None:
    seen: list[int] = []

    def look(made: socket.socket) -> None:
        real(made)
        seen.append(made.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT))

    async def run() -> None:
        server = await asyncio.start_server(_answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with open_session() as session:
            await session.request("GET", f"http://127.0.0.1:{port}/", {})
        server.close()

    from apps.carriers.wire.client import _forget_quickly as real

    with patch("apps.carriers.wire.client._forget_quickly", look):
        asyncio.run(run())
    assert seen == [UNCONFIRMED_MS]
    assert leases.LEASE.total_seconds() > desks.STALE_SECONDS + UNCONFIRMED_MS / 1000


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
    await writer.drain()
