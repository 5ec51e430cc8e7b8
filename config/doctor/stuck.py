"""Questions about work that should have moved on."""

from datetime import timedelta

from apps.carriers.models import Callback
from apps.common import clock
from apps.messaging.leases import run_out
from apps.messaging.models import Message
from config.doctor.findings import Finding, fine, note, wrong

LATE = timedelta(seconds=60)


def leases() -> Finding:
    """The worker looks for leases that ran out every 2 s; a minute later something is wrong with it."""
    if run_out(LATE).exists():
        return wrong(
            "sending",
            "Texts were being sent when their worker died, and nobody took them over.",
            "Start a worker: it finds out what the carrier knows of them, and sends none of them twice.",
        )
    return fine("sending", "Nothing is left half sent.")


def callbacks() -> Finding:
    waiting = Callback.objects.filter(state=Callback.State.NEW, received_at__lt=clock.now() - LATE).count()
    if waiting:
        return wrong(
            "receipts",
            f"{waiting:,} receipts and replies wait for over a minute; a STOP may be among them.",
            "Start a worker. If one runs, its log says why they are not applied.",
        )
    return fine("receipts", "None wait.")


def unsure() -> Finding:
    count = Message.everywhere.filter(phase=Message.Phase.DOUBT).count()
    if count:
        return note(
            "unsure",
            f"Of {count:,} texts nobody knows whether they went out; none is sent again by itself.",
            "Most settle with their receipt. Decide the others in the admin, or ask the carrier.",
        )
    return fine("unsure", "Of every text it is known whether it went out.")
