"""Verbs of sequences. Each locks the sequence's row: of two that press the same button, one wins."""

from typing import Any

from django.db import transaction

from apps.accounts.models import User, Workspace
from apps.common import clock
from apps.common.ids import parse
from apps.events import diary
from apps.messaging import lanes
from apps.sequences import engine, queries, reading, rules
from apps.sequences.models import Sequence, Version
from apps.sequences.refusals import HasEnded, NoName, NotPausable, NotPaused
from apps.sequences.steps import highest

State = Sequence.State


def _name(name: str) -> str:
    cleaned = " ".join(name.replace("\0", "").split())[:120]
    if not cleaned:
        raise NoName
    return cleaned


@transaction.atomic
def create(workspace: Workspace, name: str, by: User | None = None, *, public_id: str = "") -> Sequence:
    """A new sequence with an empty draft. `public_id` may be chosen before: a form sent twice makes one."""
    chosen = {"public_id": public_id} if parse("seq", public_id) else {}
    if chosen and (made := Sequence.objects.of(workspace).filter(**chosen).first()):
        return made
    sequence = Sequence(workspace=workspace, name=_name(name), created_by=by, **chosen)
    sequence.save(force_insert=True)
    Version.objects.create(workspace=workspace, sequence=sequence, number=1, rules=rules.Rules().as_data())
    return sequence


@transaction.atomic
def rename(sequence: Sequence, name: str) -> None:
    """Raises NoName."""
    Sequence.objects.of(sequence.workspace_id).filter(pk=sequence.pk).update(
        name=_name(name), updated_at=clock.now()
    )


def lock(sequence: Sequence) -> Sequence:
    """The row as it is now, and nobody else's until this transaction ends."""
    found = engine.locked(sequence.pk)
    assert found is not None, "sequences are never deleted"
    return found


def draft_of(sequence: Sequence) -> Version:
    """The draft; begun from the newest published version when there is none. Call with the row locked."""
    if found := queries.draft(sequence):
        return found
    newest = queries.live_version(sequence)
    made: Version = Version.objects.create(
        workspace_id=sequence.workspace_id,
        sequence=sequence,
        number=newest.number + 1 if newest else 1,
        steps=newest.steps if newest else [],
        rules=newest.rules if newest else rules.Rules().as_data(),
    )
    return made


@transaction.atomic
def write(sequence: Sequence, *, steps: Any = None, rules_: Any = None) -> Version:
    """Put steps or rules, as data, into the draft (an API's way). Raises BadSteps, BadRules, HasEnded."""
    held = lock(sequence)
    if held.state == State.ENDED:
        raise HasEnded
    draft = draft_of(held)
    if steps is not None:
        read = reading.read(steps)
        draft.steps = [one.as_data() for one in read]
        held.steps_made = max(held.steps_made, highest(read))
    if rules_ is not None:
        draft.rules = rules.read(rules_).as_data()
    draft.updated_at = held.updated_at = clock.now()
    draft.save()
    held.save(update_fields=["steps_made", "updated_at"])
    return draft


@transaction.atomic
def discard(sequence: Sequence) -> bool:
    """Throw the draft away, where a published version stands behind it; says whether there was one."""
    held = lock(sequence)
    found = queries.draft(held)
    if found is None or queries.live_version(held) is None:
        return False
    found.delete()
    return True


@transaction.atomic
def pause(sequence: Sequence, actor: str) -> Sequence:
    """Nobody goes on, and what is queued is parked; what a carrier is being given right now still goes."""
    held = lock(sequence)
    if held.state != State.RUNNING or held.lane is None:
        raise NotPausable
    lanes.pause(held.lane)
    return _become(held, State.PAUSED, "sequence.paused", actor)


@transaction.atomic
def resume(sequence: Sequence, actor: str) -> Sequence:
    """Go on: whose moment came meanwhile goes on now."""
    held = lock(sequence)
    if held.state != State.PAUSED or held.lane is None:
        raise NotPaused
    lanes.resume(held.lane)
    return _become(held, State.RUNNING, "sequence.resumed", actor)


def close(sequence: Sequence, actor: str) -> Sequence:
    """The end of a sequence whose people have left (hands.end). Raises HasEnded."""
    if sequence.state == State.ENDED:
        raise HasEnded
    return _become(sequence, State.ENDED, "sequence.ended", actor)


def _become(sequence: Sequence, state: str, event: str, actor: str) -> Sequence:
    sequence.state, sequence.updated_at = state, clock.now()
    sequence.save(update_fields=["state", "updated_at"])
    diary.record(sequence.workspace_id, event, sequence.public_id, actor=actor[:120])
    return sequence
