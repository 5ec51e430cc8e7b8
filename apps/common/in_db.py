"""From a loop into the database: the one thread that owns the connection."""

from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async

P = ParamSpec("P")
T = TypeVar("T")


def in_db(function: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """Run a function that speaks to the database, without holding up the loop."""
    return sync_to_async(function, thread_sensitive=True)
