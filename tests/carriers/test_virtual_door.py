"""The door for texts: plain requests are answered in order, in whatever pieces; all else goes further."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web

from apps.carriers.virtual.options import Options
from apps.carriers.virtual.server import program
from apps.carriers.virtual.serving import listen

ALICE = "+12125550199"
LATE = "+12125550010"  # answered after three seconds
CUT = "+12125550003"  # the connection is closed instead
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Answer = tuple[int, dict[str, object]]


def _text(reference: str, to: str = ALICE, more: str = "", key: str = "key") -> bytes:
    body = json.dumps({"reference": reference, "to": to, "from": "+13105550100", "body": "Hi"}).encode()
    head = f"Host: x\r\nAuthorization: Bearer {key}\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    return b"POST /v1/messages HTTP/1.1\r\n" + head.encode() + body


async def _answer(reader: asyncio.StreamReader) -> Answer:
    head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)).decode()
    length = next(line for line in head.split("\r\n") if line.lower().startswith("content-length"))
    return int(head.split()[1]), json.loads(await reader.readexactly(int(length.split(":")[1])))


def _run(talk: Talk, options: Options | None = None) -> None:
    async def run() -> None:
        ready = program(options or Options())
        runner = web.AppRunner(ready.app)
        await runner.setup()
        server = await listen(runner, ready, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
        try:
            await talk(reader, writer)
        finally:
            writer.close()
            server.close()
            await runner.cleanup()

    asyncio.run(run())


@pytest.mark.parametrize("size", [1, 7, 64, 100_000])
def test_requests_are_answered_in_their_order_in_whatever_pieces_they_come(size: int) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        bytes_ = b"".join(_text(f"msg_{n}") for n in range(3))
        for begin in range(0, len(bytes_), size):
            writer.write(bytes_[begin : begin + size])
            await asyncio.sleep(0)
        found = [await _answer(reader) for _ in range(3)]
        assert [(status, said["reference"]) for status, said in found] == [
            (202, f"msg_{n}") for n in range(3)
        ]

    _run(talk)


def test_an_answer_that_is_late_holds_those_behind_it() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(_text("msg_1") + _text("msg_2") + b"GET /stats HTTP/1.1\r\nHost: x\r\n\r\n")
        began = asyncio.get_running_loop().time()
        assert [(await _answer(reader))[1]["reference"] for _ in range(2)] == ["msg_1", "msg_2"]
        assert asyncio.get_running_loop().time() - began >= 0.2
        assert (await _answer(reader))[1]["accepted"] == 2

    _run(talk, Options(latency_ms=100))


def test_other_requests_follow_on_the_same_connection() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(_text("msg_1") + b"GET /stats HTTP/1.1\r\nHost: x\r\n\r\n" + _text("msg_2"))
        assert (await _answer(reader))[0] == 202
        assert (await _answer(reader))[1]["accepted"] == 1
        assert (await _answer(reader))[0] == 202

    _run(talk)


@pytest.mark.parametrize(
    "request_,status",
    [
        (_text("msg_1", to="nobody"), 400),
        (_text("two words"), 400),
        (_text("msg_1", to="+12125550001"), 422),
        (_text("msg_1", to="+12125550004"), 429),
        (_text("msg_1", key=""), 401),
        (_text("msg_1", more="Content-Length: 3\r\n"), 400),
        (_text("msg_1", more="Transfer-Encoding: chunked\r\n"), 400),
        (_text("msg_1", more="Bad Name: 3\r\n"), 400),
        (b"POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 1100000\r\n\r\n" + b"x" * 1_100_000, 413),
        (b"POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /v1/messages HTTP/1.1\r\n" + b"X-Y: " + b"y" * 40_000 + b"\r\n\r\n", 400),
        (b"PUT /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 405),
    ],
)
def test_what_cannot_be_taken_is_refused_in_a_clear_way(request_: bytes, status: int) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(request_)
        line = await asyncio.wait_for(reader.readline(), 10)
        assert int(line.split()[1]) == status

    _run(talk)


def test_a_connection_that_is_cut_gets_no_answer_and_the_text_is_taken() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(_text("msg_1", to=CUT))
        with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
            await _answer(reader)
        port = writer.get_extra_info("peername")[1]
        again, other = await asyncio.open_connection("127.0.0.1", port)
        other.write(_text("msg_1", to=CUT))
        status, said = await _answer(again)
        assert (status, said["reference"]) == (202, "msg_1")
        other.close()

    _run(talk)


def test_who_hangs_up_before_a_late_answer_disturbs_nobody() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        port = writer.get_extra_info("peername")[1]
        _, other = await asyncio.open_connection("127.0.0.1", port)
        other.write(_text("msg_1", to=LATE))
        await asyncio.sleep(0.05)
        other.close()
        writer.write(_text("msg_2"))
        assert (await _answer(reader))[0] == 202

    _run(talk)
