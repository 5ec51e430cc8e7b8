"""Numbers that all processes of one machine share: a small file for each, under the kernel's own lock.

For counts of a second or a minute, where there is no Redis. A turn takes some 30 µs and writes no row; what a
killed process held is free at once.
"""

import fcntl
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

Pair = tuple[float, float]
_CELL = struct.Struct("dd")


def turn(name: str, step: Callable[[Pair | None], Pair | None]) -> None:
    """Let `step` see the two numbers kept under this name (None: none yet) and answer those to keep.

    None keeps them as they are. Nobody else on this machine is between the two.
    """
    with _locked(_folder() / name) as file:
        held = os.pread(file, _CELL.size, 0)
        kept = step(_CELL.unpack(held) if len(held) == _CELL.size else None)
        if kept is not None:
            os.pwrite(file, _CELL.pack(*kept), 0)


def forget() -> None:
    """Every number, as after the making of a new machine."""
    for path in _folder().iterdir():
        path.unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "rates"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """Each turn opens the file itself, so that the threads of one process wait for each other too."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        # Aloud: a child forked meanwhile by another thread holds the file too: closing ours frees nothing.
        fcntl.flock(file, fcntl.LOCK_UN)
        os.close(file)
