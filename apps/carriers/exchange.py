"""One HTTP request to a carrier, and the one place that says what each way of failing means.

A text may be offered again only when the carrier certainly has not taken it. So: no connection, nothing
left, refused and retryable; anything that goes wrong later, unsure.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from yarl import URL

from apps.carriers.contract import header
from apps.carriers.outcomes import Refused, Unsure

# An answer is a line or a small object. What is longer is not read: it is somebody's error page.
ANSWER_BYTES = 65_536
# Wrong address, wrong key: it is the account that is wrong, not the text. Ask again when it may be mended.
ACCOUNT_FAULT_SECONDS = 60.0
ACCOUNT_FAULTS = frozenset({301, 302, 303, 307, 308, 401, 404, 405, 407})
TRY_AGAIN = frozenset({408, 425})
RETRY_AFTER_MOST = 3600.0
# A text may be offered until 10 s after its claim, and is somebody else's 20 s after it.
UNCONFIRMED_MS = 8_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, at most ANSWER_BYTES of it."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def open_session(in_flight: int) -> aiohttp.ClientSession:
    """A client session for one event loop: pooled, no cookies, no proxy from the environment.

    Connecting may take 5 s and all of it 15 s: the connect limit is the shorter one, so that a carrier
    that cannot be reached is known as such and not taken for one that did not answer.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=in_flight, ttl_dns_cache=60, socket_factory=_forgetful),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=15, connect=5),
    )


def _forgetful(address: aiohttp.AddrInfoType) -> socket.socket:
    """A socket whose kernel gives up what the carrier has not confirmed after 8 s (Linux).

    Closed sockets go on sending for minutes otherwise: a host that was cut off would deliver its old requests
    when it comes back, after another host has asked, heard "unknown" and sent the text.
    """
    family, kind, protocol, *_ = address
    made = socket.socket(family, kind, protocol)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNCONFIRMED_MS)
    return made


async def ask(
    session: aiohttp.ClientSession,
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None = None,
) -> Answer | Refused | Unsure:
    """Make one request. The texts name the fault and never the URL or the headers: those hold secrets.

    Use it with POST or for look-ups only: aiohttp repeats a GET by itself on a connection that went stale.
    """
    if any(set("\r\n\0") & set(value) for value in headers.values()):
        return Refused("bad_header", "A value holds a line break, which no header can.", retryable=False)
    try:
        async with session.request(
            method, _url(url), headers=headers, data=body, allow_redirects=False
        ) as response:
            return Answer(response.status, response.headers, await _read(response.content))
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
        return Refused("bad_address", "The address of the carrier is not a web address.", retryable=False)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as fault:
        text = f"No connection to the carrier ({_kind(fault)})."
        return Refused("no_connection", text, retryable=True, whole_account=True)
    except TimeoutError:
        return Unsure("The carrier did not answer in time.")
    except (aiohttp.ClientError, OSError) as fault:
        return Unsure(f"The connection broke before the carrier answered ({_kind(fault)}).")


def failure(answer: Answer, code: str, text: str, *, blocked: bool = False) -> Refused | Unsure:
    """The meaning of an answer that is not a clear yes.

    5xx is unsure: the request arrived whole, and a server that fails after it has queued a text looks
    just like one that fails before. An adapter whose carrier documents otherwise decides before it asks here.
    """
    status = answer.status
    if status == 429:
        return Refused("throttled", text, retryable=True, retry_after=retry_after(answer.headers))
    if status in ACCOUNT_FAULTS:
        return Refused(code, text, retryable=True, retry_after=ACCOUNT_FAULT_SECONDS, whole_account=True)
    if status in TRY_AGAIN:
        return Refused(code, text, retryable=True)
    if 400 <= status < 500:
        return Refused(code, text, retryable=False, blocked=blocked)
    return Unsure(f"The carrier answered {status}: {text}")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The Retry-After header in seconds, from either of its forms; None when absent or not readable."""
    value = header(headers, "retry-after").strip()
    if not value:
        return None
    seconds = float(value) if value.isdecimal() else _seconds_until(value)
    return None if seconds is None else min(max(seconds, 0.0), RETRY_AFTER_MOST)


def _url(url: str) -> URL:
    try:
        address = URL(url, encoded=True)
        usable = bool(address.host and address.port)  # a port that is none raises only when it is looked at
    except ValueError as fault:
        raise aiohttp.InvalidURL(url) from fault
    if not usable:
        raise aiohttp.InvalidURL(url)
    return address


def _seconds_until(date: str) -> float | None:
    try:
        # The carrier's date is on the world's clock, not on the one that rehearsals move.
        return (parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None


async def _read(content: aiohttp.StreamReader) -> bytes:
    taken = bytearray()
    while len(taken) < ANSWER_BYTES and (chunk := await content.read(ANSWER_BYTES - len(taken))):
        taken += chunk
    return bytes(taken)


def _kind(fault: BaseException) -> str:
    return type(fault).__name__
