"""Whom a job is about, in the order in which it takes them."""

from typing import Any

from django.db.models import F, QuerySet

from apps.contacts.models import Contact
from apps.lists.models import Membership
from apps.pipeline.models import Stage
from apps.pipeline.queries import standing
from apps.sequences import choosing, hands, moving
from apps.sequences.models import Job
from apps.sequences.states import Hand
from apps.tags.models import Tagging

# Looked up at once: some hundred kilobytes, and one sort of a stage's people for so many.
AHEAD = 20_000


def of(workspace_id: int, public_id: str) -> QuerySet[Any]:
    """Rows with a `contact`: of a list, a tag or a stage (as the board shows it); nobody for any other id."""
    kinds: dict[str, QuerySet[Any]] = {
        "lst": Membership.objects.of(workspace_id).filter(list__public_id=public_id),
        "tag": Tagging.objects.of(workspace_id).filter(tag__public_id=public_id),
    }
    if public_id.startswith("stg"):
        return _in_stage(workspace_id, public_id)
    rows = kinds.get(public_id[:3])
    return rows if rows is not None else Membership.objects.of(workspace_id).none()


def _in_stage(workspace_id: int, public_id: str) -> QuerySet[Any]:
    stage = Stage.objects.of(workspace_id).filter(public_id=public_id).first()
    there = standing(workspace_id, stage.key if stage else "")
    return Contact.objects.of(workspace_id).filter(there).annotate(contact=F("pk"))


def ahead(job: Job) -> list[int]:
    """The next contacts (enrolments, of a move or a hand) that it has not dealt with; [] when there are none.

    Those who are named come first, by their place; the others behind the last one, by their key. Who joins
    the list meanwhile comes in when their key is still ahead.
    """
    if job.kind == Job.Kind.HAND:
        chosen = choosing.people(job.sequence, choosing.Chosen.of(job.chosen))
        people = hands.touched(chosen, Hand(job.hand)).filter(pk__gt=job.position)
        return list(people.order_by("pk").values_list("pk", flat=True)[:AHEAD])
    if job.kind == Job.Kind.MOVE:
        assert job.version is not None, "a move has its version"
        people = moving.of_earlier(job.sequence, job.version).filter(pk__gt=job.position)
        return list(people.order_by("pk").values_list("pk", flat=True)[:AHEAD])
    if job.named_seen < len(job.named):
        return list(job.named[job.named_seen :][:AHEAD])
    if not job.who:
        return []
    rows = of(job.workspace_id, job.who).filter(contact__gt=job.position).order_by("contact")
    return list(rows.values_list("contact", flat=True)[:AHEAD])
