"""What keywords does when something happened below. Called at least once: a text is taken up once."""

from datetime import timedelta

from apps.common import clock
from apps.events.models import Event
from apps.keywords import answering

# An answer to what somebody wrote hours ago (the worker was down) confuses: people see to it.
STALE = timedelta(hours=1)


def received(event: Event) -> None:
    """A text came in."""
    if event.at < clock.now() - STALE:
        return
    if message := answering.inbound(event.workspace_id, event.subject):
        answering.answer(message)


def confirmed(event: Event) -> None:
    """Somebody replied YES."""
    if event.contact_id:
        answering.confirmed(event.workspace_id, event.contact_id)
