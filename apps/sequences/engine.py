"""The engine: people whose moment has come go on, a batch of one sequence in one transaction.

A text, the passage that tells of it, the move to the next look and the charge are committed together: a
crash before the commit undoes all of them, and after it the person is elsewhere. Two workers never have the
same sequence at once (its row is locked, others skip it), so a pause comes before a batch or after it.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence as Many
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext_noop as _

from apps.common.among import Among
from apps.sequences import acting, branching, texting, waiting
from apps.sequences.course import Course, course_of
from apps.sequences.exits import exits
from apps.sequences.models import Enrolment, Enrolments, Sequence, Version
from apps.sequences.states import EnrolmentState as State
from apps.sequences.steps import Branch, Text, Wait
from apps.sequences.turn import Turn

BATCH = 1_000
BROKEN = _("Something went wrong at this step; the log of the worker has it.")
logger = logging.getLogger(__name__)
Numbers = dict[int, int]


@transaction.atomic
def advance_due(sequence_id: int) -> int:
    """Let the next batch of a running sequence go on; answers how many. 0: nobody, or not its turn."""
    sequence = locked(sequence_id, skip=True)
    if sequence is None or sequence.state != Sequence.State.RUNNING:
        return 0
    due: Enrolments = Enrolment.everywhere.filter(sequence=sequence)
    rows = held(due.due().order_by("due_at", "id"), BATCH)
    advance(sequence, rows)
    return len(rows)


def locked(sequence_id: int, *, skip: bool = False) -> Sequence | None:
    """The sequence's row, ours until the transaction ends; None when another has it and `skip` is set."""
    rows = Sequence.everywhere.filter(pk=sequence_id).select_related("workspace", "lane")
    found: Sequence | None = rows.select_for_update(skip_locked=skip, of=("self",), no_key=True).first()
    return found


def held(rows: Enrolments, limit: int) -> list[Enrolment]:
    """Locked, with their contacts; without those whom a reply or a hand is moving at this moment."""
    ours = rows.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return list(ours.select_related("contact")[:limit])


def advance(sequence: Sequence, rows: Many[Enrolment]) -> None:
    """One look at each of these due rows of one sequence, locked by the caller."""
    versions = Version.objects.of(sequence.workspace_id).in_bulk({row.version_id for row in rows})
    numbers = {pk: one.number for pk, one in versions.items()}
    for version_id, people in _by(rows, "version_id").items():
        course = course_of(versions[version_id])
        staying = _let_go(Turn(sequence, numbers), course, people)
        for step_id, group in _by(staying, "step").items():
            _guarded(sequence, numbers, course, step_id, group)


def _by(rows: Many[Enrolment], name: str) -> dict[Any, list[Enrolment]]:
    groups: defaultdict[Any, list[Enrolment]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return dict(groups)


def _let_go(turn: Turn, course: Course, rows: Many[Enrolment]) -> list[Enrolment]:
    """Whoever opted out, replied, reached the goal or is no contact any more leaves before anything else."""
    ways = exits(turn.sequence, course, rows)
    for row in rows:
        if way := ways.get(row.pk):
            turn.leave(row, way)
    turn.write()
    return [row for row in rows if row.pk not in ways]


def _guarded(
    sequence: Sequence, numbers: Numbers, course: Course, step_id: str, rows: Many[Enrolment]
) -> None:
    """A step that fails by a fault of ours takes its own people aside, and holds nobody else back."""
    try:
        with transaction.atomic():
            turn = Turn(sequence, numbers)
            _look(turn, course, step_id, rows)
            turn.write()
    except (OperationalError, InterfaceError):
        raise  # the database, not the step: the whole batch is tried again
    except Exception:
        logger.exception("Step %s of %s failed", step_id, sequence.public_id)
        _stick(Turn(sequence, numbers), [row.pk for row in rows])


def _stick(turn: Turn, ids: list[int]) -> None:
    """The rows are read again: the failed look has changed them in memory."""
    for row in Enrolment.objects.of(turn.sequence.workspace_id).filter(Among("pk", ids)).order_by("pk"):
        turn.stick(row, "broken", BROKEN)
    turn.write()


def _look(turn: Turn, course: Course, step_id: str, rows: Many[Enrolment]) -> None:
    leaving = [row for row in rows if row.state == State.LEAVING]
    others = [row for row in rows if row.state != State.LEAVING]
    if leaving:
        texting.after(turn, course, leaving)
    match course.steps.get(step_id):
        case _ if not others:
            return
        case Text() as step:
            texting.text(turn, course, step, others)
        case Branch() as step:
            branching.branch(turn, course, step, others)
        case Wait() as step:
            waiting.wait(turn, course, step, others)
        case step:
            acting.act(turn, course, step, others)
