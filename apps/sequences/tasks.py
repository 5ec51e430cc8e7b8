"""Clock work of sequences."""

import time

from apps.common.alone import alone
from apps.common.cluster import closing
from apps.sequences import engine, queries

SLICE_SECONDS = 20.0


@alone("sequences.advance")
def advance() -> None:
    """Let everybody whose moment has come go on; sequences take turns, a batch each."""
    deadline = time.monotonic() + SLICE_SECONDS
    while time.monotonic() < deadline and not closing.asked():
        moved = [engine.advance_due(sequence.pk) for sequence in queries.with_due().order_by("pk")]
        if not any(moved):
            return
