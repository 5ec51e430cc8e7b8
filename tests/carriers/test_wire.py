"""The HTTP client of the send path, against servers that answer badly in every way that was thought of."""

import asyncio
import datetime
import ssl
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from apps.carriers.exchange import ask
from apps.carriers.outcomes import Refused, Unsure
from apps.carriers.wire import client as wire
from apps.carriers.wire.address import read
from apps.carriers.wire.client import Client
from apps.carriers.wire.faults import BadAddress
from apps.carriers.wire.reader import MOST, Answer, Garbage, Reader

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

WHOLE = {
    "length": (b"HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\nhello", b"hello", True),
    "nothing": (b"HTTP/1.1 204 No Content\r\n\r\n", b"", True),
    "empty": (b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", b"", True),
    "chunks": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n",
        b"hello",
        True,
    ),
    "trailers": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-A: b\r\n\r\n",
        b"hello",
        True,
    ),
    "no chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"", True),
    "continue": (
        (
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hm\r\nA: x\r\n\r\n"
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        ),
        b"ok",
        True,
    ),
    "close": (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", b"ok", False),
    "1.0": (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", b"ok", False),
    "1.0 kept": (b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok", b"ok", True),
    "more behind": (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok!", b"ok", False),
}
GARBAGE = (
    b"SSH-2.0-OpenSSH_9.2\r\n",
    b"\r\n\r\n",
    b"HTTP/1.1 abc Hm\r\n\r\n",
    b"HTTP/2 200\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    b"HTTP/1.1 200 OK\r\nX: " + b"a" * 40_000,
)


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[a:b] for a, b in pairwise(edges)]


@given(st.sampled_from(sorted(WHOLE)), st.lists(st.integers(0, 500), max_size=30))
def test_an_answer_is_read_the_same_in_whatever_pieces_it_comes(name: str, cuts: list[int]) -> None:
    data, body, reusable = WHOLE[name]
    reader = Reader()
    for piece in pieces(data, cuts):
        if reader.answer is None:
            reader.feed(piece)
    assert reader.answer is not None and reader.answer.body == body
    assert reader.reusable == reusable or name == "more behind"


@pytest.mark.parametrize("data", GARBAGE)
def test_what_is_no_answer_is_called_garbage(data: bytes) -> None:
    with pytest.raises(Garbage):
        Reader().feed(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_answer_garbage_or_unfinished(data: bytes) -> None:
    reader = Reader()
    try:
        reader.feed(b"HTTP/1.1 200 OK\r\n" + data)
    except Garbage:
        return
    reader.end()


def test_an_answer_without_a_length_ends_with_the_connection() -> None:
    reader = Reader()
    reader.feed(b"HTTP/1.1 200 OK\r\n\r\nhel")
    reader.feed(b"lo")
    assert reader.answer is None
    reader.end()
    assert reader.answer is not None and reader.answer.body == b"hello" and not reader.reusable


@pytest.mark.parametrize("head", [b"Content-Length: 9999999\r\n", b"Transfer-Encoding: chunked\r\n", b""])
def test_of_an_endless_answer_the_beginning_is_enough(head: bytes) -> None:
    reader = Reader()
    reader.feed(b"HTTP/1.1 500 Oh\r\n" + head + b"\r\n" + (b"ffffff\r\n" if b"chunked" in head else b""))
    for _ in range(MOST // 1_000 + 2):
        if reader.answer is None:
            reader.feed(b"x" * 1_000)
    assert reader.answer is not None and len(reader.answer.body) == MOST and not reader.reusable


@pytest.mark.parametrize(
    "url",
    [
        "",
        "carrier",
        "ftp://a/b",
        "http://",
        "http://a:0/",
        "http://a:99999/",
        "http://a/ b",
        "http://a/\r\nX: y",
        "http://[::1/",
    ],
)
def test_what_is_no_web_address_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(BadAddress):
        read(url)


def test_an_address_is_taken_apart() -> None:
    assert read("https://api.example/v1?x=1#y") == (
        ("api.example", 443, True),
        "/v1?x=1",
        "Host: api.example\r\n",
    )
    assert read("http://[::1]:80").head == "Host: [::1]:80\r\n"
    assert "Authorization: Basic YTpi" in read("http://a:b@c.example/").head


def served(
    handler: Handler,
    job: Callable[[Client, str], Awaitable[Any]],
    tls: ssl.SSLContext | None = None,
    patience: float = 0.5,
) -> Any:
    """Run `job` against a server of one's own; the client waits so many seconds at most."""

    async def run() -> Any:
        server = await asyncio.start_server(handler, "127.0.0.1", 0, ssl=tls)
        url = f"http{'s' if tls else ''}://localhost:{server.sockets[0].getsockname()[1]}/"
        try:
            async with Client(connect_seconds=0.8 * patience, total_seconds=patience) as client:
                return await job(client, url)
        finally:
            server.close()

    return asyncio.run(run())


def saying(*parts: bytes, pause: float = 0.0, times: int = 1) -> Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(times):
            await reader.readuntil(b"\r\n\r\n")
            for part in parts:
                writer.write(part)
                await asyncio.sleep(pause)
        writer.close()

    return handle


async def post(client: Client, url: str) -> Any:
    return await ask(client, "POST", url, {"X": "y"}, b"{}")


OK = WHOLE["length"][0]


def test_a_slow_drip_is_an_answer_when_it_is_whole_in_time() -> None:
    answer = served(saying(*(OK[n : n + 1] for n in range(len(OK))), pause=0.002), post)
    assert isinstance(answer, Answer) and answer.body == b"hello"


@pytest.mark.parametrize(
    "handler",
    [saying(OK[:-1]), saying(b""), saying(OK[:20], pause=2.0), saying(b"", pause=2.0), saying(GARBAGE[0])],
    ids=["cut off", "closed", "stuck", "silent", "garbage"],
)
def test_a_request_that_may_have_arrived_is_unsure(handler: Handler) -> None:
    assert isinstance(served(handler, post), Unsure)


def test_no_connection_means_that_nothing_left() -> None:
    async def nowhere(client: Client, url: str) -> Any:
        return await post(client, "http://127.0.0.1:1/")

    refused = served(saying(OK), nowhere)
    assert isinstance(refused, Refused) and refused.retryable and refused.whole_account


def test_connections_are_used_again_and_one_that_was_closed_is_not() -> None:
    opened: list[int] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened.append(1)
        await saying(OK, times=3)(reader, writer)

    async def seven(client: Client, url: str) -> list[Any]:
        found = []
        for _ in range(7):
            found.append(await post(client, url))
            await asyncio.sleep(0.01)
        return found

    assert [one.status for one in served(handle, seven)] == [202] * 7
    assert len(opened) == 3


def test_many_at_once_each_get_their_own_answer() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            name = head.split(b" ")[1]
            await asyncio.sleep(0.01)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(name), name))

    async def many(client: Client, url: str) -> list[Any]:
        asked = [ask(client, "GET", f"{url}{number}", {}) for number in range(100)]
        return await asyncio.gather(*asked)

    assert [one.body for one in served(echo, many, patience=30)] == [b"/%d" % number for number in range(100)]


def test_a_line_break_in_a_header_is_refused() -> None:
    async def inject(client: Client, url: str) -> Any:
        return await ask(client, "POST", url, {"X": "a\r\nY: b"}, b"")

    refused = served(saying(OK), inject)
    assert isinstance(refused, Refused) and not refused.retryable


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Key and certificate of "localhost", signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(today).not_valid_after(today + datetime.timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    file = tmp_path / "localhost.pem"
    file.write_bytes(private + signed.public_bytes(pem))
    return file


@pytest.mark.parametrize("is_trusted", [True, False])
def test_tls_is_spoken_and_a_stranger_gets_nothing(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, is_trusted: bool
) -> None:
    ours, theirs = ssl.create_default_context(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(certificate)
    if is_trusted:
        ours.load_verify_locations(certificate)
    monkeypatch.setattr(wire, "_tls", lambda: ours)
    outcome = served(saying(OK), post, theirs)
    if is_trusted:
        assert isinstance(outcome, Answer) and outcome.body == b"hello"
    else:
        assert isinstance(outcome, Refused) and outcome.code == "no_connection"
