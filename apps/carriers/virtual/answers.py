"""Answers as JSON, errors included: whatever goes wrong with a request, its answer has one shape."""

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

import orjson
from aiohttp import web

from apps.carriers.virtual.problems import Problem

CANNOT_WRITE = 507
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def as_json(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """A value as the body of an answer."""
    return web.Response(
        body=orjson.dumps(value), status=status, headers=headers, content_type="application/json"
    )


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Problems, and what aiohttp itself refuses: unknown paths, wrong methods, bodies over 1 MB."""
    try:
        return await handler(request)
    except Problem as problem:
        return as_json({"error": problem.error}, problem.status, problem.headers)
    except web.HTTPException as refusal:
        code = refusal.reason.lower().replace(" ", "_")
        error = {"code": code, "message": f"{refusal.reason}. GET / has help.", "field": None}
        kept = {name: value for name, value in refusal.headers.items() if name == "Allow"}
        return as_json({"error": error}, refusal.status, kept)
    except OSError as fault:
        return as_json({"error": cannot_write(fault)}, CANNOT_WRITE)


def cannot_write(fault: OSError) -> dict[str, str | None]:
    """A full disk. Nothing was accepted: what is not in the journal does not exist."""
    return {"code": "cannot_write", "message": f"The journal: {fault.strerror}", "field": None}


def written(value: Any, status: int, headers: Mapping[str, str] | None = None) -> bytes:
    """The same answer as as_json's, as the bytes that go out (door.py)."""
    body = orjson.dumps(value)
    more = "".join(f"{name}: {said}\r\n" for name, said in (headers or {}).items())
    head = f"{_begin(status)}{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@cache
def _begin(status: int) -> str:
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: application/json\r\n"


def hang_up(request: web.Request) -> web.Response:
    """Close the connection at once. What is returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
