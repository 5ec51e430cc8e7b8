"""Clock work of jobs."""

import time

from apps.common.alone import alone
from apps.common.cluster import closing
from apps.sequences.jobs import queries
from apps.sequences.jobs import run as work

SLICE_SECONDS = 20.0
# What one job gets while others wait.
TURN_SECONDS = 3.0


@alone("sequences.jobs")
def advance() -> None:
    """Work at the jobs that wait, in turn."""
    end = time.monotonic() + SLICE_SECONDS
    while time.monotonic() < end and not closing.asked():
        job = queries.to_do().first()
        if job is None:
            return
        work.turn(job, min(end, time.monotonic() + TURN_SECONDS))
