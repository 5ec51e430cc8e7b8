"""Ways to break a running installation. Each is a name of `manage.py drill --victims`."""

import random
from collections.abc import Callable

from django.db import connection

from config.bench.rig import Rig, family

# Longer than one retry of anything, shorter than a lease.
CUT_SECONDS = 5.0
Strike = Callable[[Rig, random.Random], str]


def _killed(name: str) -> Strike:
    """SIGKILL of one process of a program: the program itself half of the time, else any of its children."""

    def strike(rig: Rig, dice: random.Random) -> str:
        processes = family(rig.processes[name].pid)
        if not processes:
            return f"{name} was dead already"
        victim = processes[0] if dice.random() < 0.5 else dice.choice(processes)
        rig.kill(name, lambda _: victim)
        return f"killed {name}" if victim == processes[0] else f"killed a child of {name}"

    return strike


def _connections(rig: Rig, dice: random.Random) -> str:
    """The server ends every connection but ours, in the middle of whatever it does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        (ended,) = cursor.fetchone()
    return f"ended {ended} database connections"


def _database(rig: Rig, dice: random.Random) -> str:
    """The wire to the database is cut, and nobody gets through for some seconds."""
    assert rig.wire is not None
    rig.wire.cut(CUT_SECONDS)
    return f"cut the wire to the database for {CUT_SECONDS:g} s"


STRIKES: dict[str, Strike] = {
    "worker": _killed("worker"),
    "web": _killed("web"),
    "carrier": _killed("carrier"),
    "connections": _connections,
    "database": _database,
}
# What a file has no connection to lose by.
ONLY_POSTGRESQL = frozenset({"connections", "database"})
