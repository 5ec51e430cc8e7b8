"""People on the way go on in another version."""

from collections.abc import Mapping
from collections.abc import Sequence as Many

from django.utils.translation import gettext_noop as _

from apps.common import bulk
from apps.common.sentences import shape
from apps.sequences import queries
from apps.sequences.course import END, Course, course_of
from apps.sequences.models import Enrolment, Enrolments, Sequence, Version
from apps.sequences.refusals import NotMapped
from apps.sequences.states import EnrolmentState as State
from apps.sequences.states import Outcome
from apps.sequences.turn import Turn

CHUNK = bulk.BATCH // 2
_TO = shape(_("To version %(number)s."))


def suggested(old: Course, new: Course, step: str) -> str:
    """Where somebody at this step goes on: there, if it is kept; else at the first kept one behind it."""
    while step != END and step not in new.steps:
        step = old.after.get(step, END)
    return step


def unmapped(sequence: Sequence, new: Version) -> dict[str, int]:
    """Steps that the new version does not have and somebody is at → how many; the mapping must name them."""
    kept = course_of(new).steps
    lost: dict[str, int] = {}
    for (_number, step), count in queries.occupied(sequence, but=new).items():
        if step not in kept:
            lost[step] = lost.get(step, 0) + count
    return lost


def move_everybody(sequence: Sequence, to: Version, mapping: Mapping[str, str]) -> int:
    """Move all who are on the way in other versions; answers how many. Call with the sequence's row locked.

    Who stands at a step that is kept keeps their moment: a wait that began ends as it would have. Who goes to
    another step comes there now. A text that is queued still goes, and they go on behind their new step.
    Raises NotMapped, naming the step.
    """
    check(sequence, to, mapping)
    people = of_earlier(sequence, to)
    ids = list(people.order_by("pk").values_list("pk", flat=True))
    for chunk in bulk.chunks(ids, CHUNK):
        move_some(sequence, to, mapping, chunk)
    return len(ids)


def check(sequence: Sequence, to: Version, mapping: Mapping[str, str]) -> None:
    """Every step that goes and somebody is at needs a place. Raises NotMapped, naming the step."""
    course = course_of(to)
    for step in unmapped(sequence, to):
        if step not in mapping or (mapping[step] != END and mapping[step] not in course.steps):
            raise NotMapped(field=f"mapping.{step}", step=step)


def of_earlier(sequence: Sequence, to: Version) -> Enrolments:
    """Who is on the way in a version before this one."""
    rows: Enrolments = Enrolment.objects.of(sequence.workspace_id).filter(sequence=sequence).live()
    return rows.filter(version__number__lt=to.number)


def complete(sequence: Sequence, to: Version, mapping: Mapping[str, str]) -> dict[str, str]:
    """The mapping with a place for every step that goes, also where nobody is yet: people walk on while
    others are being moved. Who was not told of goes where `suggested` says."""
    course = course_of(to)
    whole: dict[str, str] = {}
    for version in queries.published(sequence).filter(number__lt=to.number).order_by("number"):
        old = course_of(version)
        whole |= {step: suggested(old, course, step) for step in old.steps if step not in course.steps}
    return whole | {step: goes for step, goes in mapping.items() if goes == END or goes in course.steps}


def move_some(sequence: Sequence, to: Version, mapping: Mapping[str, str], ids: Many[int]) -> int:
    """Move these; answers how many were still there to be moved. Call with the sequence's row locked."""
    versions = queries.published(sequence)
    turn = Turn(sequence, dict(versions.values_list("pk", "number")))
    rows = (
        of_earlier(sequence, to)
        .filter(pk__in=ids)
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    course, count = course_of(to), 0
    for row in rows:
        _move(turn, course, to, row, mapping)
        count += 1
    turn.write()
    return count


def _move(turn: Turn, course: Course, to: Version, row: Enrolment, mapping: Mapping[str, str]) -> None:
    target = row.step if row.step in course.steps else mapping.get(row.step, END)
    turn.note(row, Outcome.MOVED, "version", _TO % {"number": to.number})
    row.version = to
    if target == row.step:
        return
    if (row.state == State.LEAVING and target != END) or (row.state == State.STUCK and target != END):
        row.step = target
    else:
        turn.go(row, target, turn.now)
