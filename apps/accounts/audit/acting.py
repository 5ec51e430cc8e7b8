"""Who acts in this request: said once by the top floor, read by whatever writes a line of the log.

A context variable and not an argument: the deeds lie on eight floors, and where a request comes from is
nothing that an action needs for anything else.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Acting:
    """`name`: e-mail address or a key's prefix, "" for a stranger. `way`: AuditEntry.Way. `ip`: whence."""

    name: str = ""
    full_name: str = ""
    ip: str | None = None
    way: str = "system"


BY_ITSELF = Acting()
_now: ContextVar[Callable[[], Acting]] = ContextVar("who acts", default=lambda: BY_ITSELF)


def person(user: Any, ip: str | None, way: str) -> Acting:
    """A signed-in user, or a stranger (AnonymousUser)."""
    if not user.is_authenticated:
        return Acting(ip=ip, way=way)
    return Acting(user.email, user.get_full_name(), ip, way)


@contextmanager
def acting(who: Callable[[], Acting]) -> Iterator[None]:
    """Within this block `who` answers. It is asked at a deed, so that a request without one pays nothing."""
    token = _now.set(who)
    try:
        yield
    finally:
        _now.reset(token)


def known_as(who: Acting) -> None:
    """From here to the end of the block around: a program that has shown its key."""
    _now.set(lambda: who)


def current() -> Acting:
    return _now.get()()
