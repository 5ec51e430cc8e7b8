"""Verbs of jobs, and the one door through which people are enrolled by hand and by API."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet

from apps.common import clock
from apps.compliance.actions import Witness
from apps.messaging import lanes
from apps.sequences import actions as sequences
from apps.sequences import attested, engine, enrolling, hands, moving, queries
from apps.sequences.attested import Named
from apps.sequences.choosing import Chosen, people
from apps.sequences.enrolling import Enrolled
from apps.sequences.jobs.people import of
from apps.sequences.models import Job, Sequence, Version
from apps.sequences.refusals import JobIsOver, JobNotStopped, NotRunning
from apps.sequences.states import Hand

# People who are dealt with in the request itself: half a second on two cores.
AT_ONCE = 1_000
State = Job.State


def enrol(sequence: Sequence, named: Named, witness: Witness, source: str) -> Enrolled | Job:
    """Up to 1,000 now, and what became of them; more by a job. Raises NotRunning, BadSpread."""
    total = len(named.contact_ids) + (of(sequence.workspace_id, named.who).count() if named.who else 0)
    if total > AT_ONCE:
        return _begin(sequence, named, witness, source, total)
    if named.who:
        also = of(sequence.workspace_id, named.who).order_by("contact").values_list("contact", flat=True)
        named = replace(named, contact_ids=[*named.contact_ids, *also])
    return attested.enrol(sequence, named, witness, source)


@transaction.atomic
def _begin(sequence: Sequence, named: Named, witness: Witness, source: str, total: int) -> Job:
    enrolling.check_spread(named.pace())
    held = engine.locked(sequence.pk)
    if held is None or held.state != Sequence.State.RUNNING or queries.live_version(held) is None:
        raise NotRunning
    job: Job = Job.objects.create(
        workspace_id=held.workspace_id,
        sequence=held,
        kind=Job.Kind.ENROL,
        named=list(dict.fromkeys(named.contact_ids)),
        who=named.who,
        per_day=named.pace(),
        tag=named.tag[:80],
        attestation=attested.state(held, named, witness),
        source=source,
        total=total,
        started_by=witness.name[:120],
    )
    return job


def move(sequence: Sequence, to: Version, mapping: Mapping[str, str], actor: str) -> Job | None:
    """Move people to a version: up to 1,000 now (None), more by a job. Call with the sequence's row locked.

    Raises NotMapped, naming the step, and then nobody was moved.
    """
    moving.check(sequence, to, mapping)
    total = moving.of_earlier(sequence, to).count()
    if total <= AT_ONCE:
        moving.move_everybody(sequence, to, mapping)
        return None
    job: Job = Job.objects.create(
        workspace_id=sequence.workspace_id,
        sequence=sequence,
        kind=Job.Kind.MOVE,
        version=to,
        mapping=moving.complete(sequence, to, mapping),
        total=total,
        started_by=actor[:120],
    )
    return job


@transaction.atomic
def lay(sequence: Sequence, chosen: Chosen, hand: Hand, actor: str) -> int | Job:
    """Lay a hand on the people chosen: up to 1,000 now (how many it touched), more by a job."""
    held = sequences.lock(sequence)
    found = people(held, chosen)
    total = hands.touched(found, hand).count()
    return (
        hands.lay(held, found, hand, actor) if total <= AT_ONCE else _hand(held, chosen, hand, actor, total)
    )


@transaction.atomic
def end(sequence: Sequence, actor: str) -> int | Job:
    """End it for good. Up to 1,000 people leave now; more leave by a job, and no text of theirs goes out
    meanwhile: the lane is parked. Raises HasEnded.
    """
    held = sequences.lock(sequence)
    total = hands.everybody(held).live().count()
    if total <= AT_ONCE:
        return hands.end(held, actor)
    sequences.close(held, actor)
    if held.lane:
        lanes.pause(held.lane)
    return _hand(held, Chosen(), Hand.END, actor, total)


def _hand(sequence: Sequence, chosen: Chosen, hand: Hand, actor: str, total: int) -> Job:
    job: Job = Job.objects.create(
        workspace_id=sequence.workspace_id,
        sequence=sequence,
        kind=Job.Kind.HAND,
        hand=hand,
        chosen=chosen.as_data(),
        total=total,
        started_by=actor[:120],
    )
    return job


def stop(job: Job) -> None:
    """Halt behind the chunk that is under way; who came in stays. Raises JobIsOver."""
    if not _rows(job).filter(state=State.RUNNING).update(state=State.STOPPED):
        raise JobIsOver
    job.refresh_from_db()


def resume(job: Job) -> None:
    """Go on behind where it stopped. Raises JobNotStopped."""
    changes = {"state": State.RUNNING, "turn_at": clock.now()}
    if not _rows(job).filter(state=State.STOPPED).update(**changes):
        raise JobNotStopped
    job.refresh_from_db()


def _rows(job: Job) -> QuerySet[Job]:
    rows: QuerySet[Job] = Job.objects.of(job.workspace_id).filter(pk=job.pk)
    return rows
