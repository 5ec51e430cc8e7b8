"""Working at a job: a chunk of people in one transaction, with the counters that tell of them."""

import time

from django.db import transaction
from django.db.models import F

from apps.common import bulk, clock
from apps.common.cluster import closing
from apps.sequences import attested, engine, enrolling, hands, moving
from apps.sequences.enrolling import Begins
from apps.sequences.jobs import people
from apps.sequences.models import Job, Sequence
from apps.sequences.states import Hand

# A chunk holds the sequence's row: a pause, a stop and a reply wait for it.
CHUNK = bulk.BATCH // 2
COUNTED = (
    *("seen", "named_seen", "position"),
    *("enrolled", "on_their_way", "been_before", "unknown", "moved", "handled"),
)
State = Job.State


def turn(job: Job, until: float) -> None:
    """Work at it until time.monotonic() says `until`, it is done, or it may not go on."""
    Job.everywhere.filter(pk=job.pk).update(turn_at=clock.now())
    while time.monotonic() < until and not closing.asked():
        job = Job.everywhere.select_related("sequence", "version").get(pk=job.pk)
        ids = people.ahead(job)
        if not ids:
            _finish(job)
            return
        for some in bulk.chunks(ids, CHUNK):
            if time.monotonic() >= until or closing.asked() or not _chunk(job, some):
                return


@transaction.atomic
def _chunk(known: Job, ids: list[int]) -> bool:
    """One chunk; False when it was stopped, another worker is at it, or its sequence does not run."""
    sequence = engine.locked(known.sequence_id)
    job = (
        Job.everywhere.select_for_update(of=("self",))
        .select_related("version", "attestation")
        .get(pk=known.pk)
    )
    if sequence is None or job.state != State.RUNNING or _place(job) != _place(known):
        return False
    # Who leaves because it ended leaves after that.
    if sequence.state == Sequence.State.ENDED and job.hand != Hand.END:
        _end(job, State.FAILED, hands.ENDED)
        return False
    if job.kind == Job.Kind.ENROL and sequence.state != Sequence.State.RUNNING:
        return False
    DEEDS[job.kind](sequence, job, ids)
    job.seen += len(ids)
    job.save(update_fields=COUNTED)
    known.position, known.named_seen = _place(job)
    return True


def _place(job: Job) -> tuple[int, int]:
    return job.position, job.named_seen


def _enrol(sequence: Sequence, job: Job, ids: list[int]) -> None:
    """Who is in twice, by name and by list, comes in once: the second time they are on their way."""
    begins = Begins(job.created_at, job.per_day, job.enrolled)
    done = enrolling.take_in(sequence, ids, job.source, job.started_by, begins)
    attested.keep(sequence, ids, job.tag, job.attestation, job.started_by)
    job.enrolled += done.count
    job.on_their_way += done.on_their_way
    job.been_before += done.been_before
    job.unknown += done.unknown
    if job.named_seen < len(job.named):
        job.named_seen += len(ids)
    else:
        job.position = ids[-1]


def _move(sequence: Sequence, job: Job, ids: list[int]) -> None:
    """Who left or came to the end meanwhile is dealt with, and was not moved."""
    assert job.version is not None, "a move has its version"
    job.moved += moving.move_some(sequence, job.version, job.mapping, ids)
    job.position = ids[-1]


def _lay(sequence: Sequence, job: Job, ids: list[int]) -> None:
    """Who went on or left meanwhile is dealt with, and was not touched."""
    job.handled += hands.lay_on(sequence, ids, Hand(job.hand), job.started_by)
    job.position = ids[-1]


DEEDS = {Job.Kind.ENROL.value: _enrol, Job.Kind.MOVE.value: _move, Job.Kind.HAND.value: _lay}


def _finish(job: Job) -> None:
    """Nobody is ahead: the total is what was found in the end, be it more or fewer than at the start."""
    rows = Job.everywhere.filter(pk=job.pk, state=State.RUNNING)
    rows.update(state=State.FINISHED, finished_at=clock.now(), total=F("seen"))


def _end(job: Job, state: str, problem: str) -> None:
    job.state, job.problem, job.finished_at = state, problem, clock.now()
    job.save(update_fields=["state", "problem", "finished_at"])
