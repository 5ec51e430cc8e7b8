"""Clock work of dry runs."""

import time

from apps.campaigns.dry_run import actions, comparing, queries
from apps.campaigns.dry_run.models import DryRun
from apps.common.alone import alone

SLICE_SECONDS = 20.0
# What one run gets while others wait.
TURN_SECONDS = 3.0


@alone("campaigns.dry_runs")
def advance() -> None:
    """Work at the dry runs in turn, and compare those whose campaign was sent."""
    end = time.monotonic() + SLICE_SECONDS
    while time.monotonic() < end and (waiting := list(queries.to_do()[:20])):
        for run in waiting:
            if run.state == DryRun.State.RUNNING:
                actions.turn(run, min(end, time.monotonic() + TURN_SECONDS))
            else:
                comparing.compare(run)
