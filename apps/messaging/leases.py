"""Leases: which run of the dispatcher is alive. What a dead one held is found by its name on the messages."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now

from apps.messaging.models import Lease

# Renewed every 5 s; what a killed run held is somebody else's to look after 20 s later.
LEASE = timedelta(seconds=20)
RENEW_SECONDS = 5.0


def _now() -> Any:
    """The database's time, moved like every other clock of the product."""
    return Now() + timedelta(seconds=settings.CLOCK_SHIFT)


def take(worker: str) -> None:
    """Begin or renew this run's lease. Call it in the transaction of a claim, before it."""
    if not renew(worker):
        Lease.objects.create(worker=worker, until=_now() + LEASE)


def renew(worker: str) -> bool:
    """Say that this run is alive; False when it has no lease, or was given up."""
    return bool(Lease.objects.filter(worker=worker).update(until=_now() + LEASE))


def end(worker: str) -> None:
    """This run holds nothing any more."""
    Lease.objects.filter(worker=worker).delete()


def alive() -> QuerySet[Lease]:
    """Leases of runs that hold texts now."""
    return Lease.objects.filter(until__gte=_now())


def run_out(late: timedelta = timedelta(0)) -> QuerySet[Lease]:
    """Leases of runs that have died, or that nobody has heard of for too long."""
    return Lease.objects.filter(until__lt=_now() - late)
