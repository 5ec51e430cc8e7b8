"""What a person's hand does with people on the way: retry and skip the stuck, take somebody out. In bulk."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.common import bulk
from apps.common.sentences import shape
from apps.sequences import actions
from apps.sequences.course import Course, course_of
from apps.sequences.models import Enrolment, Enrolments, Sequence, Version
from apps.sequences.states import EnrolmentState as State
from apps.sequences.texting import skip as skip_step
from apps.sequences.turn import Turn, Way

_SKIPPED = shape(_("Skipped by %(actor)s."))
_TAKEN_OUT = shape(_("Taken out by %(actor)s."))
Hand = Callable[[Turn, Course, Enrolment], None]


def retry(sequence: Sequence, people: Enrolments) -> int:
    """Those of `people` who are stuck try their step again; answers how many. The next look does it."""
    return _each(sequence, people.filter(state=State.STUCK), _retry)


def skip(sequence: Sequence, people: Enrolments, actor: str) -> int:
    """Those of `people` who are stuck go past their step; answers how many."""
    return _each(
        sequence,
        people.filter(state=State.STUCK),
        lambda turn, course, row: skip_step(turn, course, row, "skipped", _SKIPPED % {"actor": actor}),
    )


def take_out(sequence: Sequence, people: Enrolments, actor: str) -> int:
    """Those of `people` who are on their way leave; a text that waits is called back. Answers how many."""
    way = Way("taken_out", _TAKEN_OUT % {"actor": actor})
    return _each(sequence, people.live(), lambda turn, course, row: turn.leave(row, way))


@transaction.atomic
def end(sequence: Sequence, actor: str) -> int:
    """End the sequence for good: everybody leaves. Answers how many."""
    held = actions.lock(sequence)
    people = Enrolment.objects.of(held.workspace_id).filter(sequence=held)
    way = Way("ended", _("The sequence was ended."))
    count = _each(held, people.live(), lambda turn, course, row: turn.leave(row, way))
    actions.close(held, actor)
    return count


def _retry(turn: Turn, course: Course, row: Enrolment) -> None:
    turn.go(row, row.step, turn.now)


@transaction.atomic
def _each(sequence: Sequence, people: Enrolments, hand: Hand) -> int:
    """In chunks, with the rows locked in their order; who changed meanwhile is left as they are."""
    held = actions.lock(sequence)
    versions = Version.objects.of(held.workspace_id).filter(sequence=held).in_bulk()
    numbers = {pk: one.number for pk, one in versions.items()}
    courses = {pk: course_of(one) for pk, one in versions.items()}
    mine = people.filter(sequence=held)
    count = 0
    for ids in bulk.chunks(list(mine.values_list("pk", flat=True)), bulk.BATCH // 2):
        turn = Turn(held, numbers)
        for row in mine.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True):
            hand(turn, courses[row.version_id], row)
            count += 1
        turn.write()
    return count
