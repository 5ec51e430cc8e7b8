"""Questions about jobs."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from apps.common import clock
from apps.sequences.models import Job, Sequence

# How long a page shows what is over.
SHOWN = timedelta(days=1)


def to_do() -> QuerySet[Job]:
    """Jobs to work at, the longest-waiting first. Nobody is enrolled while the sequence is paused."""
    resting = Q(kind=Job.Kind.ENROL, sequence__state=Sequence.State.PAUSED)
    rows: QuerySet[Job] = Job.everywhere.filter(state=Job.State.RUNNING).exclude(resting)
    return rows.order_by("turn_at", "pk")


def anything_to_do() -> bool:
    return to_do().exists()


def of(sequence: Sequence) -> QuerySet[Job]:
    """All of a sequence, newest first."""
    rows: QuerySet[Job] = Job.objects.of(sequence.workspace_id).filter(sequence=sequence)
    return rows.select_related("sequence", "version")


def shown(sequence: Sequence) -> list[Job]:
    """What a page tells of: what runs or was stopped, and what ended within a day."""
    lately = Q(finished_at=None) | Q(finished_at__gte=clock.now() - SHOWN)
    return list(of(sequence).filter(lately)[:10])
