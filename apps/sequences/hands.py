"""What a person's hand does with people on the way: retry and skip the stuck, take somebody out, end it all.

Here in one transaction; for more people than a request should wait for, see jobs/actions.py.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.common import bulk
from apps.common.sentences import shape
from apps.sequences import actions
from apps.sequences.course import Course, course_of
from apps.sequences.models import Enrolment, Enrolments, Sequence, Version
from apps.sequences.states import Hand
from apps.sequences.texting import skip as skip_step
from apps.sequences.turn import Turn, Way

Deed = Callable[[Turn, Course, Enrolment], None]
OF_THE_STUCK = (Hand.RETRY, Hand.SKIP)
_SKIPPED = shape(_("Skipped by %(actor)s."))
_TAKEN_OUT = shape(_("Taken out by %(actor)s."))
ENDED = _("The sequence was ended.")


def touched(people: Enrolments, hand: Hand) -> Enrolments:
    """Those of `people` whom it does something to."""
    return people.stuck() if hand in OF_THE_STUCK else people.live()


@transaction.atomic
def lay(sequence: Sequence, people: Enrolments, hand: Hand, actor: str) -> int:
    """Do it to those of `people` whom it touches, in chunks; answers how many."""
    held = actions.lock(sequence)
    ids = list(touched(people, hand).values_list("pk", flat=True))
    return sum(lay_on(held, some, hand, actor) for some in bulk.chunks(ids, bulk.BATCH // 2))


@transaction.atomic
def end(sequence: Sequence, actor: str) -> int:
    """End the sequence for good: everybody leaves. Answers how many."""
    held = actions.lock(sequence)
    count = lay(held, everybody(held), Hand.END, actor)
    actions.close(held, actor)
    return count


def everybody(sequence: Sequence) -> Enrolments:
    found: Enrolments = Enrolment.objects.of(sequence.workspace_id).filter(sequence=sequence)
    return found


def lay_on(held: Sequence, ids: list[int], hand: Hand, actor: str) -> int:
    """One chunk, with the sequence's row locked; who changed meanwhile is left as they are."""
    versions = Version.objects.of(held.workspace_id).filter(sequence=held).in_bulk()
    turn = Turn(held, {pk: one.number for pk, one in versions.items()})
    courses = {pk: course_of(one) for pk, one in versions.items()}
    deed = _deed(hand, actor)
    rows = touched(everybody(held).filter(pk__in=ids), hand).order_by("pk").select_for_update(no_key=True)
    for row in rows:
        deed(turn, courses[row.version_id], row)
    turn.write()
    return len(rows)


def _deed(hand: Hand, actor: str) -> Deed:
    out = Way("taken_out", _TAKEN_OUT % {"actor": actor})
    ended = Way("ended", ENDED)
    skipped = _SKIPPED % {"actor": actor}
    deeds: dict[Hand, Deed] = {
        Hand.RETRY: lambda turn, course, row: turn.go(row, row.step, turn.now),
        Hand.SKIP: lambda turn, course, row: skip_step(turn, course, row, "skipped", skipped),
        # A text that waits is called back.
        Hand.OUT: lambda turn, course, row: turn.leave(row, out),
        Hand.END: lambda turn, course, row: turn.leave(row, ended),
    }
    return deeds[hand]
