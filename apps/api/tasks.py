"""Clock work of the HTTP side: it has no request, and so no workspace, and looks across all of them."""

from apps.api.kernel.idempotency import KEPT
from apps.api.models import KeptAnswer
from apps.common import clock
from apps.common.alone import alone

SWEPT_AT_ONCE = 5_000


@alone("api.sweep")
def sweep() -> None:
    """Forget kept answers that are older than a day, a few thousand at a time."""
    old = KeptAnswer.everywhere.filter(created_at__lt=clock.now() - KEPT).order_by("created_at")
    while ids := list(old.values_list("pk", flat=True)[:SWEPT_AT_ONCE]):
        KeptAnswer.everywhere.filter(pk__in=ids).delete()
