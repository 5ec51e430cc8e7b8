"""One run of a task at a time on a machine: a file lock, which the kernel drops when its holder dies."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings


def _path(name: str) -> Path:
    folder = Path(settings.DATA_DIR) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


@contextmanager
def held(name: str) -> Iterator[bool]:
    """Hold the lock for the block; yields whether it was got. Never waits."""
    with _path(name).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def is_running(name: str) -> bool:
    """Whether some process on this machine is at it now."""
    with held(name) as free:
        return not free


def alone(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A task that returns at once (None) when the same task already runs here: a doubled wake-up costs nothing."""

    def decorate(task: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(task)
        def run(*args: Any, **kwargs: Any) -> Any:
            with held(name) as free:
                return task(*args, **kwargs) if free else None

        run.lock = name  # type: ignore[attr-defined]
        return run

    return decorate
