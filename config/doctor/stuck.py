"""Questions about work that should have moved on."""

from datetime import timedelta

from apps.carriers.models import Callback
from apps.common import bounded, clock
from apps.compliance import reviews
from apps.messaging import queries
from apps.messaging.leases import run_out
from config.doctor.findings import Finding, fine, note, wrong

LATE = timedelta(seconds=60)
# A campaign of one sender waits its turn for longer, but then its texts are not due yet: pacing moved them.
LAGS = timedelta(minutes=5)


def leases() -> Finding:
    """The worker looks for leases that ran out every 2 s; a minute later something is wrong with it."""
    if run_out(LATE).exists():
        return wrong(
            "sending",
            "Texts were being sent when their worker died, and nobody took them over.",
            "Start a worker: it finds out what the carrier knows of them, and sends none of them twice.",
        )
    return fine("sending", "Nothing is left half sent.")


def lag() -> Finding:
    longest = queries.longest_due()
    if longest is None or longest.not_before > clock.now() - LAGS:
        return fine("queue", "Nothing that may leave waits for long.")
    minutes = int((clock.now() - longest.not_before).total_seconds() // 60)
    return wrong(
        "queue",
        f"A text that may leave has waited for {minutes:,} minutes ({longest.public_id}).",
        "Start a worker; if one runs, it has more than it can do: start more (docs/scaling.md).",
    )


def callbacks() -> Finding:
    late = Callback.objects.filter(state=Callback.State.NEW, received_at__lt=clock.now() - LATE)
    if waiting := bounded.count(late):
        return wrong(
            "receipts",
            f"{waiting} receipts and replies wait for over a minute; a STOP may be among them.",
            "Start a worker. If one runs, its log says why they are not applied.",
        )
    return fine("receipts", "None wait.")


def unsure() -> Finding:
    if count := bounded.count(queries.unsure()):
        return note(
            "unsure",
            f"Of {count} texts nobody knows whether they went out; none is sent again by itself.",
            "Most settle with their receipt. Decide the others in the admin, or ask the carrier.",
        )
    return fine("unsure", "Of every text it is known whether it went out.")


def overdue_reviews() -> Finding:
    """The worker ends them every minute; whatever is older stands still."""
    late = reviews.overdue().filter(due_at__lt=clock.now() - LAGS)
    if count := bounded.count(late):
        return wrong(
            "reviews",
            f"{count} replies that may mean STOP are past their ten business days, and are no opt-outs yet.",
            "Start a worker: it makes opt-outs of them. If one runs, its log says why it does not.",
        )
    return fine("reviews", "No reply waits for longer than it may.")
