"""Lists as iterators: pages are fetched as they are needed, in either direction."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from sendwell.async_transport import AsyncTransport
from sendwell.core import Ask, ask
from sendwell.sync_transport import Transport

T = TypeVar("T")
LARGEST = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """As the server answered it."""

    data: list[T]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """The pages of one list. With `ending_before` it goes back from there, and things come nearest first."""

    path: str
    query: Mapping[str, Any]
    cursor: str = "id"

    @property
    def is_back(self) -> bool:
        return bool(self.query.get("ending_before"))

    def ask(self, mark: str | None = None) -> Ask:
        """The page behind `mark`; the first one without."""
        way = "ending_before" if self.is_back else "starting_after"
        return ask("GET", self.path, {**self.query, way: mark} if mark else self.query)

    def biggest(self) -> "Walk":
        """In as few requests as there can be."""
        return Walk(self.path, {"limit": LARGEST, **self.query}, self.cursor)

    def read(self, body: Any) -> tuple[list[Any], str | None]:
        """The things of a page in the order of the walk, and the mark of the next page."""
        things = body["data"][::-1] if self.is_back else body["data"]
        return things, things[-1][self.cursor] if body["has_more"] and things else None


class Paged(Generic[T]):
    """`for thing in it` walks through all pages; `page()` is the first one alone. Nothing is asked before."""

    def __init__(self, transport: Transport, walk: Walk) -> None:
        self._transport, self._walk = transport, walk

    def page(self) -> Page[T]:
        body = self._transport.send(self._walk.ask())
        return Page(body["data"], body["has_more"])

    def __iter__(self) -> Iterator[T]:
        walk, mark, more = self._walk.biggest(), None, True
        while more:
            things, mark = walk.read(self._transport.send(walk.ask(mark)))
            yield from cast("list[T]", things)
            more = mark is not None


class AsyncPaged(Generic[T]):
    """`async for thing in it` walks through all pages; `await page()` is the first one alone."""

    def __init__(self, transport: AsyncTransport, walk: Walk) -> None:
        self._transport, self._walk = transport, walk

    async def page(self) -> Page[T]:
        body = await self._transport.send(self._walk.ask())
        return Page(body["data"], body["has_more"])

    async def __aiter__(self) -> AsyncIterator[T]:
        walk, mark, more = self._walk.biggest(), None, True
        while more:
            things, mark = walk.read(await self._transport.send(walk.ask(mark)))
            for thing in cast("list[T]", things):
                yield thing
            more = mark is not None
