"""A tiny world for the worker's tests: what is due, and what was done, are files in DATA_DIR."""

import os
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

from apps.common.alone import alone
from apps.common.cluster import closing
from apps.common.cluster.table import Beat


def file(name: str) -> Path:
    return Path(settings.DATA_DIR) / name


def is_order_waiting() -> bool:
    return file("order").exists()


@alone("clockwork.serve")
def serve() -> None:
    """Take the order away, and note when and that the database answered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 6 * 7")
        answer = cursor.fetchone()[0]
    file("order").unlink(missing_ok=True)
    with file("served").open("a") as served:
        served.write(f"{time.time()} {os.getpid()} {answer}\n")


def is_long_work_waiting() -> bool:
    return file("long").exists()


@alone("clockwork.toil")
def toil() -> None:
    """Work until the file goes or the worker closes; note our process, so that a test can kill it."""
    file("toiling").write_text(str(os.getpid()))
    while file("long").exists() and not closing.asked():
        time.sleep(0.02)
    file("rested" if closing.asked() else "finished").touch()


def is_stubborn_work_waiting() -> bool:
    return file("stubborn").exists()


@alone("clockwork.hang")
def hang() -> None:
    """Never looks whether the worker closes, and outlasts every time-out of the tests."""
    file("hanging").touch()
    time.sleep(60)


def broken() -> bool:
    raise RuntimeError("this question always fails")


SCHEDULE = (
    Beat("tests.common.clockwork.serve", every=0.1, due="tests.common.clockwork.broken"),
    Beat("tests.common.clockwork.serve", every=0.25, due="tests.common.clockwork.is_order_waiting"),
    Beat("tests.common.clockwork.toil", every=0.25, due="tests.common.clockwork.is_long_work_waiting"),
    Beat("tests.common.clockwork.hang", every=0.25, due="tests.common.clockwork.is_stubborn_work_waiting"),
    Beat("apps.common.cluster.heartbeat.beat", every=0.5),
)
