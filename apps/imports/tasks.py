"""Clock work of imports."""

import time

from apps.common.alone import alone
from apps.imports import keeping, queries
from apps.imports import run as work

# A slice of work; the clock calls again while there is more. Well under Q_CLUSTER["timeout"].
SLICE_SECONDS = 20.0
# What one import gets while others wait, so that a million rows do not block a hundred.
TURN_SECONDS = 4.0


@alone("imports.run")
def run() -> None:
    """Work at the imports that wait, in turn."""
    end = time.monotonic() + SLICE_SECONDS
    while time.monotonic() < end:
        found = list(queries.waiting()[:2])
        if not found:
            return
        work.turn(found[0], end if len(found) == 1 else min(end, time.monotonic() + TURN_SECONDS))


@alone("imports.sweep")
def sweep() -> None:
    """Delete files whose time is up."""
    keeping.sweep()
