"""Clock work of retention and of pacing's books."""

import time
from datetime import timedelta

from apps.common import clock
from apps.common.alone import alone
from apps.common.cluster import closing
from apps.messaging.models import Remembering, Retention, Slot
from apps.messaging.retention import forgetting, sweeping

SLICE_SECONDS = 20.0
# Windows of pacing are asked for until their day is over.
SLOTS_KEPT = timedelta(days=2)


@alone("messaging.sweep")
def sweep() -> None:
    """Remove texts that are kept no longer, workspace by workspace, for 20 s; and windows that are over."""
    Slot.everywhere.filter(start__lt=clock.now() - SLOTS_KEPT).delete()
    deadline = time.monotonic() + SLICE_SECONDS
    for retention in Retention.everywhere.order_by("id"):
        while time.monotonic() < deadline and not closing.asked():
            if not sweeping.sweep(retention):
                break


@alone("messaging.forget")
def forget() -> None:
    """Remove decisions that are kept no longer, workspace by workspace, for 20 s."""
    deadline = time.monotonic() + SLICE_SECONDS
    for held in Remembering.everywhere.order_by("id"):
        while time.monotonic() < deadline and not closing.asked() and forgetting.sweep(held):
            pass
