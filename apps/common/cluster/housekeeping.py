"""What django-q2 leaves in its tables, removed."""

from datetime import timedelta

from django.utils import timezone
from django_q.models import OrmQ, Task

from apps.common.alone import alone

FAILURES_KEPT = 1_000
AGE_KEPT = timedelta(days=7)
# A wake-up this old belongs to a machine that is gone: its own ticker would have sent another after 5 s.
WAKE_UPS_KEPT = timedelta(days=1)


@alone("worker.purge")
def purge() -> None:
    """Keep the newest 1,000 failures of the last 7 days, and no wake-up of yesterday.

    By the real clock (django-q2 knows no other), not by the one that rehearsals move.
    """
    now = timezone.now()  # noqa: TID251
    Task.objects.filter(stopped__lt=now - AGE_KEPT).delete()
    newest = Task.objects.order_by("-stopped").values_list("pk", flat=True)[:FAILURES_KEPT]
    Task.objects.exclude(pk__in=list(newest)).delete()
    OrmQ.objects.filter(lock__lt=now - WAKE_UPS_KEPT).delete()
