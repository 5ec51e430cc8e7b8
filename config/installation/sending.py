"""Figures of what is sent: the worker, the queue, the last hour and the day, and what carriers tell of it."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django_q.models import Failure

from apps.carriers.models import Callback, CarrierAccount
from apps.carriers.resting import resting
from apps.common import bounded, by_time, clock
from apps.common.cluster import heartbeat
from apps.messaging import leases, queries
from apps.messaging.models import Lease, Message
from apps.messaging.states import OPEN, REFUNDED, State
from apps.reports import queries as reports
from apps.reports.models import TextDay
from config.doctor.network import PATIENCE
from config.doctor.stuck import LAGS
from config.installation.figures import Figure, Group, span

HOUR = timedelta(hours=1)


def processes() -> Group:
    age = heartbeat.age()
    # django-q2 knows the real clock alone.
    failed = bounded.count(Failure.objects.filter(stopped__gte=clock.outside() - timedelta(days=1)))
    sign = "never" if age is None else f"{span(age)} ago"
    runs = bounded.count(leases.alive())
    return Group(
        "Workers",
        [
            Figure("Last sign of a worker", sign, Lease, is_bad=age is None or age > PATIENCE),
            Figure("Runs that send just now", str(runs), Lease),
            Figure("Jobs that failed in 24 hours", str(failed), Failure, is_bad=bool(failed)),
        ],
    )


def queue() -> Group:
    longest = queries.longest_due()
    lag = (clock.now() - longest.not_before) if longest else timedelta()
    doubtful = bounded.count(queries.unsure())
    in_queue = {"phase__exact": str(Message.Phase.QUEUE.value)}
    in_doubt = {"phase__exact": str(Message.Phase.DOUBT.value)}
    return Group(
        "Queue",
        [
            Figure("Texts in the queue", str(bounded.count(queries.waiting())), Message, in_queue),
            Figure(
                "Longest wait of a due text",
                span(lag.total_seconds()) if longest else "none is due",
                Message,
                in_queue,
                is_bad=lag > LAGS,
                address=reverse("inspecting:message", args=[longest.public_id]) if longest else "",
            ),
            Figure("Unsure whether they went out", str(doubtful), Message, in_doubt, is_bad=bool(doubtful)),
        ],
    )


def texts() -> Group:
    today = clock.now().date()
    day = reports.of_all(today, today)
    counted = reports.counted_at()
    as_of = f"as of {counted:%H:%M} UTC" if counted else "not counted yet"
    of_today = {"day__exact": today.isoformat()}
    return Group(
        "Texts",
        [
            *_last_hour(),
            Figure("Went out today", f"{day['sent']:,}", TextDay, of_today, f"{as_of}; without sandboxes"),
            Figure("Failed today", f"{day['failed']:,}", TextDay, {**of_today, "failed__gt": "0"}, as_of),
        ],
    )


def _last_hour() -> list[Figure]:
    """Of the newest 10,000 at the most: what was written down within the hour, found by key."""
    since = clock.now() - HOUR
    rows = Message.everywhere.outbound()
    first, end = by_time.ends(Message.everywhere) or (0, 1)
    low = max(by_time.first_since(Message.everywhere, since, first, end), end - bounded.LIMIT)
    newest = rows.filter(pk__gte=low, created_at__gte=since, workspace__live=None).order_by()
    found = newest.aggregate(
        failed=Count("pk", filter=Q(state__in=REFUNDED) & ~Q(state=State.CANCELED)),
        out=Count("pk", filter=Q(state__in=[State.SENT, State.DELIVERED])),
        open=Count("pk", filter=Q(state__in=OPEN)),
    )
    note = f"of those written down within the hour; {found['open']:,} wait"
    return [
        Figure("Went out, last hour", f"{found['out']:,}", Message, {"state__in": "sent,delivered"}, note),
        Figure("Failed, last hour", f"{found['failed']:,}", Message, {"state__in": "failed,refused"}),
    ]


def carriers() -> Group:
    new = {"state__exact": Callback.State.NEW.value}
    unapplied = bounded.count(Callback.objects.filter(state=Callback.State.NEW))
    tired = bounded.count(resting())
    return Group(
        "Carriers",
        [
            Figure("Receipts and replies to be applied", str(unapplied), Callback, new),
            Figure(
                "Accounts left alone", str(tired), CarrierAccount, {"faults__gt": "0"}, is_bad=bool(tired)
            ),
        ],
    )
