"""Reading one chunk ahead: the next rows are read and understood while the database takes the last ones."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def read_ahead(chunks: Iterator[T]) -> Generator[T]:
    """The same chunks in the same order, each asked for while its forerunner is used.

    The source runs in a thread of its own, one call at a time, and must not touch the database. What it
    raises is raised here, at its place.
    """
    with ThreadPoolExecutor(1, "read-ahead") as thread:
        coming = thread.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = thread.submit(next, chunks, None)
            yield chunk
