"""Reading one chunk ahead: the next rows are read and understood while the database takes the last ones."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class ReadAhead(Generic[T]):
    """The same chunks in the same order.

    The source runs in a thread of its own, one call at a time, and must not touch the database. What it
    raises is raised here, at its place.
    """

    def __init__(self, chunks: Iterator[T]) -> None:
        self._chunks, self._thread = chunks, ThreadPoolExecutor(1, "read-ahead")
        self._coming: Future[T | None] | None = None

    def begin(self) -> None:
        """Read the next chunk: when there is nothing better to do, for two threads share one interpreter."""
        if self._coming is None:
            self._coming = self._thread.submit(next, self._chunks, None)

    def __iter__(self) -> Iterator[T]:
        while True:
            self.begin()
            assert self._coming is not None
            chunk, self._coming = self._coming.result(), None
            if chunk is None:
                return
            yield chunk

    def close(self) -> None:
        self._thread.shutdown()
