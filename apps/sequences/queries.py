"""Questions about sequences."""

from django.db.models import Count, Exists, OuterRef, QuerySet

from apps.accounts.models import Workspace
from apps.sequences.models import Enrolment, Sequence, Version


def with_due() -> QuerySet[Sequence]:
    """Running sequences in which somebody's moment has come."""
    due = Enrolment.everywhere.filter(sequence=OuterRef("pk")).due()
    rows: QuerySet[Sequence] = Sequence.everywhere.filter(Exists(due), state=Sequence.State.RUNNING)
    return rows


def anything_due() -> bool:
    return with_due().exists()


def live_version(sequence: Sequence) -> Version | None:
    """The newest published one: it takes new people."""
    return published(sequence).first()


def draft(sequence: Sequence) -> Version | None:
    found: Version | None = (
        Version.objects.of(sequence.workspace_id).filter(sequence=sequence, published_at=None).first()
    )
    return found


def published(sequence: Sequence) -> QuerySet[Version]:
    """Published versions, newest first."""
    rows = Version.objects.of(sequence.workspace_id).filter(sequence=sequence, published_at__isnull=False)
    return rows.order_by("-number")


def running(workspace: Workspace | int) -> list[tuple[Sequence, Version]]:
    """Running sequences with the version that takes new people."""
    sequences = (
        Sequence.objects.of(workspace).filter(state=Sequence.State.RUNNING).select_related("workspace")
    )
    return [(one, version) for one in sequences.order_by("pk") if (version := live_version(one))]


def occupied(sequence: Sequence, *, but: Version | None = None) -> dict[tuple[int, str], int]:
    """(version's number, step) → how many are there now. Without those of `but`."""
    rows = Enrolment.objects.of(sequence.workspace_id).filter(sequence=sequence).live()
    rows = rows.exclude(version=but) if but else rows
    counted = rows.order_by().values("version__number", "step").annotate(n=Count("pk"))
    return {(one["version__number"], one["step"]): one["n"] for one in counted}
