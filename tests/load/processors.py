"""Processor time of the web processes and of the database's, from /proc."""

import os
from pathlib import Path

from django.db import connection

from config.bench.rig import family

TICK = os.sysconf("SC_CLK_TCK")


class Processors:
    """Counts from its making. web: the program's process id."""

    def __init__(self, web: int) -> None:
        self.web = web
        self.before = self._now()

    def per_request(self, requests: int) -> dict[str, float]:
        web, database = (
            (now - then) * 1_000 / requests for now, then in zip(self._now(), self.before, strict=True)
        )
        return {
            "web_processor_ms": round(web, 2),
            "database_processor_ms": round(database, 2),
            "two_cores_carry_per_s": round(2_000 / max(web + database, 0.001)),
        }

    def _now(self) -> tuple[float, float]:
        return sum(map(_seconds, family(self.web))), sum(map(_seconds, self._backends()))

    def _backends(self) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            return [pid for (pid,) in cursor.fetchall()]


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK
