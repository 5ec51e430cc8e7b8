"""Waits: the end is fixed when somebody arrives, and kept."""

from collections.abc import Sequence as Many

from django.utils.translation import gettext_noop as _

from apps.sequences import moments
from apps.sequences.course import Course
from apps.sequences.models import Enrolment
from apps.sequences.states import EnrolmentState as State
from apps.sequences.states import Outcome
from apps.sequences.steps import Wait, WaitDate
from apps.sequences.turn import Turn, Way

NO_DATE = Way("no_date", _("They have no such date, or it is past."))


def wait(turn: Turn, course: Course, step: Wait, rows: Many[Enrolment]) -> None:
    """Whoever has waited goes on from the moment the wait ended, be the worker late; the others begin."""
    for row in rows:
        if row.state == State.WAITING:
            turn.note(row, Outcome.WAITED)
            turn.go(row, course.after[step.id], row.due_at)
        else:
            _begin(turn, course, step, row)


def _begin(turn: Turn, course: Course, step: Wait, row: Enrolment) -> None:
    contact = row.contact
    assert contact is not None, "whoever is no contact has left"
    zone = moments.zone_of(contact.phone, row.arrived_at, turn.sequence.workspace.timezone)
    until = moments.end_of(step, row.arrived_at, zone, contact.attributes)
    if until is not None:
        turn.hold(row, State.WAITING, until)
    elif isinstance(step, WaitDate) and step.otherwise == "leave":
        turn.leave(row, NO_DATE)
    else:
        turn.note(row, Outcome.SKIPPED, NO_DATE.why, NO_DATE.reason)
        turn.go(row, course.after[step.id], row.arrived_at)
