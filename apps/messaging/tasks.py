"""Clock work of messaging. Each finds its own work, so a lost or doubled task costs nothing."""

import time

from apps.common.alone import alone
from apps.common.cluster import closing
from apps.messaging import pipeline, receipts, recovery

# A slice of work; the clock calls again while there is more. Well under Q_CLUSTER["timeout"].
SLICE_SECONDS = 20.0


@alone("messaging.dispatch")
def dispatch() -> None:
    """Hand over what is due."""
    pipeline.dispatch(SLICE_SECONDS)


@alone("messaging.apply_callbacks")
def apply_callbacks() -> None:
    """Apply receipts and replies that carriers posted."""
    deadline = time.monotonic() + SLICE_SECONDS
    while receipts.apply_waiting() and time.monotonic() < deadline and not closing.asked():
        pass


@alone("messaging.recover")
def recover() -> None:
    """Bring home what a killed worker held."""
    recovery.recover()
