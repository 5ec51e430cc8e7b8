"""Contract §2.3: which one-off scheduled texts are asked for."""

from collections.abc import Mapping

from django.db.models import QuerySet

from apps.accounts.models import Workspace
from apps.api.kernel import paging
from apps.api.kernel.refusals import BadArgument
from apps.messaging.models import Scheduled
from apps.messaging.scheduled import queries

State = Scheduled.State
WORDS = {
    State.SCHEDULED.value: "scheduled",
    State.QUEUED.value: "queued",
    State.FAILED.value: "failed",
    State.CANCELED.value: "cancelled",
}


def found(workspace: Workspace, query: Mapping[str, str]) -> QuerySet[Scheduled]:
    """What is still to go, the soonest first; with ?status= those of it, the newest first. BadArgument."""
    word = paging.word(query, "status")
    if word in ("", "scheduled"):
        return queries.planned(workspace)
    states = [state for state, name in WORDS.items() if name == word]
    if not states:
        raise BadArgument(f"status must be one of {', '.join(WORDS.values())}", field="status")
    rows: QuerySet[Scheduled] = Scheduled.objects.of(workspace).filter(state__in=states)
    return rows.select_related("sender")


def one(workspace: Workspace, pk: str) -> Scheduled:
    """By the integer id, or by the message_id that it has or will have. Raises UnknownScheduled."""
    by = {"public_id": pk} if pk.startswith("msg_") else {"pk": paging.row_id(pk)}
    return queries.one(workspace, **by)
