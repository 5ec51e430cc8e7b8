"""One run of a task at a time on a machine: a file lock, which the kernel drops when its holder dies."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from typing import IO, Any

from django.conf import settings

# is_running() holds a free lock for some microseconds; a task that comes just then must not be turned away.
PASSING_LOOK = 0.005


def _path(name: str) -> Path:
    folder = Path(settings.DATA_DIR) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


def _lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def held(name: str) -> Iterator[bool]:
    """Hold the lock for the block; yields whether it was got. Waits 5 ms at most."""
    with ExitStack() as stack:
        yield _take(name, stack)


def _take(name: str, stack: ExitStack) -> bool:
    """Whether the lock was got; it is held until the stack is closed."""
    file = stack.enter_context(_path(name).open("a"))
    if _lock(file):
        return True
    time.sleep(PASSING_LOOK)
    return _lock(file)


def is_running(name: str) -> bool:
    """Whether some process on this machine is at it now."""
    with _path(name).open("a") as file:
        return not _lock(file)


def last_start(name: str) -> int:
    """When the task of this name last began on this machine, in ns; 0 for never. For comparing only."""
    return _path(name).stat().st_mtime_ns if _path(name).exists() else 0


def alone(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A task that returns at once (None) while the same task runs here: a doubled wake-up costs nothing."""

    def decorate(task: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(task)
        def run(*args: Any, **kwargs: Any) -> Any:
            with held(name) as free:
                if not free:
                    return None
                os.utime(_path(name))
                return task(*args, **kwargs)

        run.lock = name  # type: ignore[attr-defined]
        return run

    return decorate


def relayed(name: str) -> Callable[[Callable[[Callable[[], None]], Any]], Callable[[], Any]]:
    """Like `alone`, for a task that takes no new work long before it ends: it is given `release`, and once it
    has called that, the next run may begin while this one waits for what is still on its way.
    """

    def decorate(task: Callable[[Callable[[], None]], Any]) -> Callable[[], Any]:
        @wraps(task)
        def run() -> Any:
            with ExitStack() as stack:
                if not _take(name, stack):
                    return None
                os.utime(_path(name))
                return task(stack.close)

        run.lock = name  # type: ignore[attr-defined]
        return run

    return decorate
