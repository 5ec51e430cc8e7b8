"""The numbers on the cards: where people are, and what has happened at each step. Three grouped counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from apps.messaging.states import State as Text
from apps.sequences.models import Enrolment, Passage, Sequence
from apps.sequences.states import EnrolmentState, Outcome

FAILED = (Text.FAILED, Text.REFUSED, Text.CANCELED)


@dataclass(slots=True)
class Numbers:
    """Of one step, in people; over all versions that have the step."""

    here: int = 0  # on their way, at this step
    leaving: int = 0  # of them: whose text is queued
    stuck: int = 0
    sent: int = 0
    failed: int = 0
    skipped: int = 0
    replied: int = 0
    opted_out: int = 0
    yes: int = 0
    no: int = 0
    done: int = 0
    waited: int = 0


def of_steps(sequence: Sequence) -> dict[str, Numbers]:
    """Step id → its numbers; a step that nobody reached is not there."""
    found: dict[str, Numbers] = {}
    for row in _people(sequence):
        _count(found, row["step"], "here", row["n"])
        if row["state"] in (EnrolmentState.LEAVING, EnrolmentState.STUCK):
            _count(found, row["step"], row["state"], row["n"])
    for row in _passed(sequence):
        _count(found, row["step"], row["outcome"], row["n"])
    for row in _texted(sequence):
        _count(found, row["step"], "sent", row["sent"])
        _count(found, row["step"], "failed", row["failed"])
    return found


def _count(found: dict[str, Numbers], step: str, name: str, number: int) -> None:
    of_step = found.setdefault(step, Numbers())
    setattr(of_step, name, getattr(of_step, name) + number)


def _people(sequence: Sequence) -> Iterable[Any]:
    live = Enrolment.objects.of(sequence.workspace_id).filter(sequence=sequence).live()
    return live.order_by().values("step", "state").annotate(n=Count("pk"))


COUNTED = (
    Outcome.SKIPPED,
    Outcome.REPLIED,
    Outcome.OPTED_OUT,
    Outcome.YES,
    Outcome.NO,
    Outcome.DONE,
    Outcome.WAITED,
)


def _passed(sequence: Sequence) -> Iterable[Any]:
    """People, not replies: who answers one text twice has answered it."""
    rows = Passage.objects.of(sequence.workspace_id).filter(sequence=sequence, outcome__in=COUNTED)
    return rows.order_by().values("step", "outcome").annotate(n=Count("enrolment", distinct=True))


def _texted(sequence: Sequence) -> Iterable[Any]:
    rows = Passage.objects.of(sequence.workspace_id).filter(sequence=sequence, outcome=Outcome.TEXTED)
    never_left = Q(message__state__in=FAILED, message__sent_at=None)
    failed = never_left | Q(message__state=Text.FAILED)
    sent = Q(message__sent_at__isnull=False) & ~Q(message__state=Text.FAILED)
    counted = {"sent": Count("pk", filter=sent), "failed": Count("pk", filter=failed)}
    return rows.order_by().values("step").annotate(**counted)


@dataclass(frozen=True, slots=True)
class Total:
    """Of a whole sequence, in enrolments."""

    under_way: int
    stuck: int
    completed: int
    goal: int
    left: int

    @property
    def all(self) -> int:
        return self.under_way + self.stuck + self.completed + self.goal + self.left


def totals(sequences: Iterable[Sequence]) -> dict[int, Total]:
    """Sequence id → its people, for those that have any. One query for all."""
    ids = [one.pk for one in sequences]
    rows = Enrolment.everywhere.filter(sequence__in=ids).order_by().values("sequence")
    stuck, ended = Q(state=EnrolmentState.STUCK), Q(state=EnrolmentState.EXITED)
    completed = Q(state=EnrolmentState.COMPLETED)
    counted: Any = rows.annotate(
        under_way=Count("pk", filter=~(stuck | ended | completed)),
        stuck=Count("pk", filter=stuck),
        completed=Count("pk", filter=completed),
        goal=Count("pk", filter=ended & Q(why="goal")),
        left=Count("pk", filter=ended & ~Q(why="goal")),
    )
    names = ("under_way", "stuck", "completed", "goal", "left")
    return {row["sequence"]: Total(*(row[name] for name in names)) for row in counted}
