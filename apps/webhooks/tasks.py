"""Clock work of webhooks."""

import time
from collections.abc import Callable
from datetime import timedelta

from apps.common import clock
from apps.common.alone import alone, relayed
from apps.common.cluster import closing
from apps.webhooks import fanning, runner
from apps.webhooks.models import Delivery

SLICE_SECONDS = 20.0
# Bodies and answers are kept so long, for the log and for replays.
KEPT = timedelta(days=30)
SWEPT_AT_ONCE = 5_000


@alone("webhooks.fan_out")
def fan_out() -> None:
    """Events become deliveries."""
    deadline = time.monotonic() + SLICE_SECONDS
    while time.monotonic() < deadline and not closing.asked() and fanning.fan_out():
        pass


@relayed("webhooks.deliver")
def deliver(release: Callable[[], None]) -> None:
    """Deliveries are posted. The next slice may begin while this one waits for a slow receiver."""
    runner.deliver(SLICE_SECONDS, release)


@alone("webhooks.sweep")
def sweep() -> None:
    """Forget deliveries that ended more than 30 days ago, a few thousand at a time."""
    old = Delivery.everywhere.filter(created_at__lt=clock.now() - KEPT).exclude(
        state__in=(Delivery.State.WAITING, Delivery.State.SENDING)
    )
    while ids := list(old.order_by("created_at").values_list("pk", flat=True)[:SWEPT_AT_ONCE]):
        Delivery.everywhere.filter(pk__in=ids).delete()
