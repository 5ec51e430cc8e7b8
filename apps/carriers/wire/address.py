"""Web addresses, taken apart once."""

import base64
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from apps.carriers.wire.faults import BadAddress


class Place(NamedTuple):
    """Where to connect."""

    host: str
    port: int
    tls: bool


class Address(NamedTuple):
    """Where to connect, what to ask for there, and the header lines that follow from it."""

    place: Place
    target: str
    head: str


@lru_cache(maxsize=4096)
def read(url: str) -> Address:
    """Raises BadAddress. User and password in the address become Basic authorisation."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        name = host if ":" in host else host.encode("idna").decode()
    except ValueError as fault:
        raise BadAddress(url) from fault
    if parts.scheme not in ("http", "https") or not name or port == 0 or not _is_clean(url):
        raise BadAddress(url)
    tls = parts.scheme == "https"
    place = Place(name, port or (443 if tls else 80), tls)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(place, target, _host_line(name, port) + _authorization(parts.username, parts.password))


def _is_clean(url: str) -> bool:
    """No blanks, no line breaks: they would end the request line."""
    return url.isascii() and url.isprintable() and " " not in url


def _host_line(name: str, port: int | None) -> str:
    shown = f"[{name}]" if ":" in name else name
    return f"Host: {shown}:{port}\r\n" if port else f"Host: {shown}\r\n"


def _authorization(user: str | None, password: str | None) -> str:
    if user is None:
        return ""
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return f"Authorization: Basic {base64.b64encode(pair).decode()}\r\n"
