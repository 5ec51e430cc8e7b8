"""Contract §7, what Zapier shows as an example of an event."""

from typing import Any

from apps.accounts.models import Workspace
from apps.api.readysms.events import ALIASES, EVENTS, told
from apps.api.readysms.events import sample as example
from apps.events.models import Event
from apps.webhooks.refusals import UnknownEvent

# The diary has no index by name: so many of its newest lines are looked through, and no more.
LOOKED_AT = 500


def sample(workspace: Workspace, given: str) -> dict[str, Any]:
    """The newest that happened here under this name, or else the contract's example. Raises UnknownEvent."""
    name = ALIASES.get(given, given)
    if name not in EVENTS:
        raise UnknownEvent
    newest = Event.objects.of(workspace).order_by("-id").select_related("workspace")[:LOOKED_AT]
    ours = [event for event in newest if event.name in EVENTS[name]]
    found = (body for event in ours[:5] for _, _, body in told([event]))
    return next(found, None) or example(name)
