"""Processor time of the web processes and of the database's, from /proc."""

import os
import threading
from pathlib import Path

from django.db import connection

from config.bench.rig import family

TICK = os.sysconf("SC_CLK_TCK")
LOOK_SECONDS = 0.5


class Processors:
    """Counts from its making. web: the program's process id.

    Looks twice a second: a connection is renewed each minute, and a backend that is gone tells nothing.
    """

    def __init__(self, web: int) -> None:
        self.web = web
        self._seen: dict[str, dict[int, float]] = {"web": {}, "database": {}}
        self._over = threading.Event()
        self._look()
        self.before = self._now()
        self._watch = threading.Thread(target=self._run, daemon=True)
        self._watch.start()

    def per_request(self, requests: int) -> dict[str, float]:
        self._over.set()
        self._watch.join()
        web, database = (
            (now - then) * 1_000 / requests for now, then in zip(self._now(), self.before, strict=True)
        )
        return {
            "web_processor_ms": round(web, 2),
            "database_processor_ms": round(database, 2),
            "two_cores_carry_per_s": round(2_000 / max(web + database, 0.001)),
        }

    def _run(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            self._look()
        self._look()
        connection.close()

    def _look(self) -> None:
        """The newest figure of each that is there; of who is gone the last one stays."""
        for name, pids in (("web", family(self.web)), ("database", self._backends())):
            self._seen[name] |= {pid: spent for pid in pids if (spent := _seconds(pid)) is not None}

    def _now(self) -> tuple[float, float]:
        return sum(self._seen["web"].values()), sum(self._seen["database"].values())

    def _backends(self) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            return [pid for (pid,) in cursor.fetchall()]


def _seconds(pid: int) -> float | None:
    """None: it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return (int(fields[11]) + int(fields[12])) / TICK
