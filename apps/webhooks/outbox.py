"""The outbox: which addresses have something due, and claiming it. turns.py says what may be sent at all."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from apps.common import clock
from apps.webhooks.models import Delivery, Subscription

State = Delivery.State
# A try takes 10 s at most; what a killed worker held is free again after this.
LEASE = timedelta(seconds=30)


def waiting() -> QuerySet[Delivery]:
    """What is sent as soon as its time has come."""
    rows: QuerySet[Delivery] = Delivery.everywhere.filter(state=State.WAITING, in_turn=True)
    return rows


def awake() -> QuerySet[Subscription]:
    """Addresses that are told now: enabled, and not resting after failures."""
    rests = Q(rests_until=None) | Q(rests_until__lte=clock.now())
    rows: QuerySet[Subscription] = Subscription.everywhere.filter(rests, state=Subscription.State.ENABLED)
    return rows


def _with_work() -> QuerySet[Subscription]:
    """Each address looks at the first row of its stretch of an index. DISTINCT over the deliveries walked all
    that were due: with 1,000,000 of them seconds, four times a second (docs/benchmarks.md)."""
    first = waiting().filter(subscription=OuterRef("pk")).order_by("not_before").values("not_before")[:1]
    return awake().annotate(first=Subquery(first)).filter(first__lte=clock.now())


def _stranded() -> QuerySet[Delivery]:
    rows: QuerySet[Delivery] = Delivery.everywhere.filter(state=State.SENDING, lease_until__lt=clock.now())
    return rows


def open_ones() -> QuerySet[Delivery]:
    """What is not delivered and not given up, of all workspaces; count it with a limit."""
    rows: QuerySet[Delivery] = Delivery.everywhere.filter(state__in=[State.WAITING, State.SENDING])
    return rows


def failing() -> QuerySet[Subscription]:
    """Addresses that are told, and did not answer well the last time."""
    rows: QuerySet[Subscription] = Subscription.everywhere.filter(state=Subscription.State.ENABLED)
    return rows.filter(failures__gt=0)


def disabled() -> QuerySet[Subscription]:
    rows: QuerySet[Subscription] = Subscription.everywhere.filter(state=Subscription.State.DISABLED)
    return rows


def anything_due() -> bool:
    return _with_work().exists() or _stranded().exists()


def addresses() -> list[tuple[int, int]]:
    """(subscription, workspace) of those with something due, by id."""
    return list(_with_work().order_by("pk").values_list("pk", "workspace_id"))


def free_stranded() -> int:
    """What a killed worker held waits again; answers how many."""
    return _stranded().update(state=State.WAITING, lease_until=None) if _stranded().exists() else 0


@transaction.atomic
def claim(subscription_id: int, limit: int) -> list[Delivery]:
    """Take what has been due longest for one address, and of a failing one no more than one at a time.

    The commit of this counts the try.
    """
    now = clock.now()
    told = awake().filter(pk=subscription_id).first()
    if told is None:
        return []
    due = waiting().filter(subscription=told, not_before__lte=now).order_by("not_before", "id")
    rows = list(due.select_for_update(skip_locked=True)[: 1 if told.failures else limit])
    ids = [row.pk for row in rows]
    Delivery.everywhere.filter(pk__in=ids).update(
        state=State.SENDING, lease_until=now + LEASE, tries=F("tries") + 1
    )
    for row in rows:
        row.tries += 1
        row.subscription = told
    return rows
