"""Branches: a question, asked once for a batch."""

from collections.abc import Sequence as Many

from apps.sequences import facts
from apps.sequences.course import Course
from apps.sequences.models import Enrolment
from apps.sequences.states import Outcome
from apps.sequences.steps import Branch
from apps.sequences.turn import Turn


def branch(turn: Turn, course: Course, step: Branch, rows: Many[Enrolment]) -> None:
    """Everybody goes to their side at once; the moment they came here stays the moment waits count from."""
    yes = facts.answers(turn.sequence.workspace_id, step, rows)
    for row in rows:
        turn.note(row, Outcome.YES if row.pk in yes else Outcome.NO)
        turn.go(row, course.side(step, row.pk in yes), row.arrived_at)
