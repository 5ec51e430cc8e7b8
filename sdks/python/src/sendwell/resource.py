"""The ground of every resource: one call, or a walk through a list."""

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import quote

from sendwell.async_transport import AsyncTransport
from sendwell.core import ask
from sendwell.paging import AsyncPaged, Paged, Walk
from sendwell.sync_transport import Transport

T = TypeVar("T")
Values = Mapping[str, Any]


def at(*parts: str) -> str:
    """`/v1/…`; an id is a part of its own, whatever stands in it."""
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


class Resource:
    """For ordinary code."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def _ask(
        self,
        kind: type[T],
        method: str,
        path: str,
        *,
        query: Values | None = None,
        body: Values | None = None,
        key: str | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> T:
        found: T = self._transport.send(ask(method, path, query, body, key, file))
        return found

    def _walk(self, kind: type[T], path: str, query: Values, cursor: str = "id") -> Paged[T]:
        return Paged(self._transport, Walk(path, query, cursor))


class AsyncResource:
    """For asyncio."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def _ask(
        self,
        kind: type[T],
        method: str,
        path: str,
        *,
        query: Values | None = None,
        body: Values | None = None,
        key: str | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> T:
        found: T = await self._transport.send(ask(method, path, query, body, key, file))
        return found

    def _walk(self, kind: type[T], path: str, query: Values, cursor: str = "id") -> AsyncPaged[T]:
        return AsyncPaged(self._transport, Walk(path, query, cursor))
