"""People on the way go on in another version."""

from collections.abc import Mapping

from apps.common import bulk
from apps.sequences import queries
from apps.sequences.course import END, Course, course_of
from apps.sequences.models import Enrolment, Sequence, Version
from apps.sequences.refusals import NotMapped
from apps.sequences.states import EnrolmentState as State
from apps.sequences.states import Outcome
from apps.sequences.turn import Turn


def suggested(old: Course, new: Course, step: str) -> str:
    """Where somebody at this step goes on: there, if it is kept; else at the first kept one behind it."""
    while step != END and step not in new.steps:
        step = old.after.get(step, END)
    return step


def unmapped(sequence: Sequence, new: Version) -> dict[str, int]:
    """Steps that the new version does not have and somebody is at → how many; the mapping must name them."""
    kept = course_of(new).steps
    lost: dict[str, int] = {}
    for (_, step), count in queries.occupied(sequence, but=new).items():
        if step not in kept:
            lost[step] = lost.get(step, 0) + count
    return lost


def move_everybody(sequence: Sequence, to: Version, mapping: Mapping[str, str]) -> int:
    """Move all who are on the way in other versions; answers how many. Call with the sequence's row locked.

    Who stands at a step that is kept keeps their moment: a wait that began ends as it would have. Who goes to
    another step comes there now. A text that is queued still goes, and they go on behind their new step.
    Raises NotMapped, naming the step.
    """
    course = course_of(to)
    for step in unmapped(sequence, to):
        if step not in mapping or (mapping[step] != END and mapping[step] not in course.steps):
            raise NotMapped(field=f"mapping.{step}", step=step)
    numbers = dict(
        Version.objects.of(sequence.workspace_id).filter(sequence=sequence).values_list("pk", "number")
    )
    people = Enrolment.objects.of(sequence.workspace_id).filter(sequence=sequence).live().exclude(version=to)
    ids = list(people.order_by("pk").values_list("pk", flat=True))
    for chunk in bulk.chunks(ids, bulk.BATCH // 2):
        rows = people.filter(pk__in=chunk).order_by("pk").select_for_update(no_key=True)
        turn = Turn(sequence, numbers)
        for row in rows:
            _move(turn, course, to, row, mapping)
        turn.write()
    return len(ids)


def _move(turn: Turn, course: Course, to: Version, row: Enrolment, mapping: Mapping[str, str]) -> None:
    target = row.step if row.step in course.steps else mapping[row.step]
    turn.note(row, Outcome.MOVED, "version", f"To version {to.number}.")
    row.version = to
    if target == row.step:
        return
    if (row.state == State.LEAVING and target != END) or (row.state == State.STUCK and target != END):
        row.step = target
    else:
        turn.go(row, target, turn.now)
