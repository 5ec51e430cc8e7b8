"""Both clients behind one face, so that each promise is tested on both."""

import asyncio
import inspect
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sendwell import AsyncSendwell, Sendwell
from sendwell.paging import AsyncPaged, Paged


class Face:
    """The asyncio client, spoken to like the other one: every call is waited for."""

    def __init__(self, inner: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._inner, self._loop = inner, loop

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return self._waited(found) if callable(found) else Face(found, self._loop)

    def _waited(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            answer = method(*args, **kwargs)
            return self._loop.run_until_complete(answer) if inspect.isawaitable(answer) else answer

        return call

    def all(self, walk: AsyncPaged[Any]) -> list[Any]:
        async def collected() -> list[Any]:
            return [thing async for thing in walk]

        return self._loop.run_until_complete(collected())

    def first(self, walk: AsyncPaged[Any]) -> Any:
        return self._loop.run_until_complete(walk.page())

    def at_once(self, method: Callable[[Any], Any], times: int) -> list[Any]:
        """`method` is given the asyncio client itself, and answers a coroutine."""

        async def gathered() -> list[Any]:
            return await asyncio.gather(*(method(self._inner) for _ in range(times)))

        return self._loop.run_until_complete(gathered())


class Plain:
    """The ordinary client, with the same three words."""

    def __init__(self, inner: Sendwell) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def all(self, walk: Paged[Any]) -> list[Any]:
        return list(walk)

    def first(self, walk: Paged[Any]) -> Any:
        return walk.page()

    def at_once(self, method: Callable[[Any], Any], times: int) -> list[Any]:
        with ThreadPoolExecutor(times) as threads:
            return list(threads.map(lambda _: method(self._inner), range(times)))


def client(kind: str, key: str, url: str, **more: Any) -> Any:
    """`kind`: sync or async."""
    if kind == "sync":
        return Plain(Sendwell(key, url, **more))
    return Face(AsyncSendwell(key, url, **more), asyncio.new_event_loop())
