"""The outbox: which addresses have something due, and claiming it.

In order for each subject: a delivery waits while an earlier one of its subscription and subject is open.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from apps.common import clock
from apps.webhooks.models import Delivery, Subscription

State = Delivery.State
OPEN = (State.WAITING, State.SENDING)
# A try takes 10 s at most; what a killed worker held is free again after this.
LEASE = timedelta(seconds=30)


def due() -> QuerySet[Delivery]:
    """What may be sent now, of addresses that are not resting."""
    now = clock.now()
    awake = Q(subscription__rests_until=None) | Q(subscription__rests_until__lte=now)
    return Delivery.everywhere.filter(awake, _free(), subscription__state=Subscription.State.ENABLED)


def _free() -> Q:
    now = clock.now()
    return Q(state=State.WAITING, not_before__lte=now) | Q(state=State.SENDING, lease_until__lt=now)


def anything_due() -> bool:
    return due().exists()


def addresses() -> list[int]:
    """Subscriptions with something due, by id."""
    return sorted(due().order_by().values_list("subscription", flat=True).distinct())


@transaction.atomic
def claim(subscription_id: int, limit: int) -> list[Delivery]:
    """Take the oldest due deliveries of one address. The commit of this counts the try."""
    now = clock.now()
    earlier = Delivery.everywhere.filter(
        subscription=OuterRef("subscription"),
        subject=OuterRef("subject"),
        pk__lt=OuterRef("pk"),
        state__in=OPEN,
    ).exclude(subject="")
    rows = list(
        due()
        .filter(~Exists(earlier), subscription=subscription_id)
        .order_by("id")
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("subscription")[:limit]
    )
    ids = [row.pk for row in rows]
    Delivery.everywhere.filter(pk__in=ids).update(
        state=State.SENDING, lease_until=now + LEASE, tries=F("tries") + 1
    )
    for row in rows:
        row.tries += 1
    return rows
