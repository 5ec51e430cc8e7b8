"""The carrier's memory on disk: one JSON array a line, appended before the answer goes out.

Each record is one write(2) to a file opened without a buffer. What write(2) has taken survives the death of
the process, SIGKILL included; only a power cut can lose it, and for that a sandbox need not pay an fsync.
A write costs about 5 µs, so there is nothing to gain by grouping them.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson


class JournalInUse(RuntimeError):
    """Another virtual carrier works on the same data directory."""


class JournalBroken(RuntimeError):
    """The file holds a line that is not ours."""


class Journal:
    """Appends records and reads them back by their offset."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.end = file.seek(0, os.SEEK_END)

    def append(self, record: list[Any]) -> int:
        """Write one record; returns where it begins, in bytes. After an OSError nothing was written."""
        line = orjson.dumps(record) + b"\n"
        begin = self.end
        try:
            self._write(memoryview(line))
        except OSError:
            self._truncate(begin)  # half a line, and the next one on its end, would make the file unreadable
            raise
        self.end += len(line)
        return begin

    def _write(self, line: memoryview) -> None:
        while line:  # a full disk or a fatal signal can make a write short
            line = line[self._file.write(line) :]

    def read(self, offset: int) -> list[Any]:
        """The record that begins there."""
        taken = bytearray()
        while b"\n" not in taken:
            taken += os.pread(self._file.fileno(), 4096, offset + len(taken))
        record: list[Any] = orjson.loads(taken[: taken.index(b"\n")])
        return record

    def replay(self) -> Iterator[tuple[int, list[Any]]]:
        """Every record with its offset, oldest first. A last line that was never finished is cut off."""
        self._file.seek(0)
        offset = 0
        with os.fdopen(self._file.fileno(), "rb", buffering=1 << 20, closefd=False) as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                yield offset, _record(line, offset)
                offset += len(line)
        self._truncate(offset)

    def clear(self) -> None:
        """Forget everything."""
        self._truncate(0)

    def close(self) -> None:
        """Let go of the file, and of the lock."""
        self._file.close()

    def _truncate(self, size: int) -> None:
        self._file.truncate(size)
        self.end = self._file.seek(size)


def on_disk(directory: Path) -> Journal:
    """The journal of this data directory, created if need be. Raises JournalInUse, OSError."""
    directory.mkdir(parents=True, exist_ok=True)
    # It holds API keys: for the owner only.
    descriptor = os.open(directory / "journal.jsonl", os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    file = os.fdopen(descriptor, "a+b", buffering=0)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        file.close()
        raise JournalInUse(f"Another virtual carrier works in {directory}.") from fault
    return Journal(file)


def in_memory() -> Journal:
    """A journal without a name, gone with the process: for benchmarks."""
    return Journal(tempfile.TemporaryFile(buffering=0))


def _record(line: bytes, offset: int) -> list[Any]:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as fault:
        raise JournalBroken(f"The journal cannot be read at byte {offset}.") from fault
    if not isinstance(record, list):
        raise JournalBroken(f"The journal cannot be read at byte {offset}.")
    return record
