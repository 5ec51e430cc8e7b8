"""One turn: what a batch of people does now, collected and then written in four statements."""

from collections.abc import Sequence as Many
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop as _

from apps.common import bulk, clock
from apps.events import diary
from apps.events.diary import Fact
from apps.messaging import queue
from apps.messaging.models import Message
from apps.messaging.states import State as Text
from apps.sequences.course import END
from apps.sequences.models import Enrolment, Passage, Sequence
from apps.sequences.states import EnrolmentState as State
from apps.sequences.states import Outcome

CHANGED = (
    "version",
    "step",
    "state",
    "arrived_at",
    "due_at",
    "visit",
    "message",
    "why",
    "reason",
    "ended_at",
)
# Which outcomes are told in the diary as a step done.
TOLD = (Outcome.WAITED, Outcome.TEXTED, Outcome.YES, Outcome.NO, Outcome.DONE, Outcome.SKIPPED)
LEFT = _("They left the sequence.")


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: `step` is where it counts, when that is not where they stand (an opt-out: the last text)."""

    why: str
    reason: str
    outcome: Outcome = Outcome.EXITED
    step: str | None = None


class Turn:
    """Of rows of one sequence, locked by the caller. `numbers` says the number of each version by its key."""

    def __init__(self, sequence: Sequence, numbers: dict[int, int]) -> None:
        self.sequence = sequence
        self.now = clock.now()
        self._numbers = numbers
        self._passages: list[Passage] = []
        self._facts: list[Fact] = []
        self._rows: dict[int, Enrolment] = {}
        self._unsent: list[int] = []

    def note(
        self,
        row: Enrolment,
        outcome: Outcome,
        why: str = "",
        reason: str = "",
        *,
        message: Message | None = None,
        step: str | None = None,
    ) -> None:
        """Append a passage."""
        self._passages.append(
            Passage(
                workspace_id=row.workspace_id,
                enrolment_id=row.pk,
                sequence_id=row.sequence_id,
                visit=row.visit,
                version=self._numbers[row.version_id],
                step=row.step if step is None else step,
                outcome=outcome,
                why=why[:40],
                reason=reason[:200],
                message=message,
                at=self.now,
            )
        )
        row.visit += 1
        self._rows[row.pk] = row
        if outcome in TOLD:
            self._tell(row, "sequence.step_done", step=row.step, outcome=outcome.value)

    def _tell(self, row: Enrolment, name: str, **facts: str) -> None:
        facts = {"sequence": self.sequence.public_id, "name": self.sequence.name, **facts}
        self._facts.append(Fact(name, row.public_id, row.contact_id, facts))

    def go(self, row: Enrolment, step: str, at: datetime) -> None:
        """On to a step, reached at `at`: the moment a wait ended or a text left, not that of our look."""
        row.step, row.message, row.why, row.reason = step, None, "", ""
        row.state, row.arrived_at, row.due_at = State.ACTIVE, at, at
        self._rows[row.pk] = row
        if step == END:
            self._end(row, State.COMPLETED)
            self.note(row, Outcome.COMPLETED)
            self._tell(row, "sequence.completed")

    def hold(self, row: Enrolment, state: State, until: datetime, why: str = "", reason: str = "") -> None:
        """Stay at the step until a moment."""
        row.state, row.due_at, row.why, row.reason = state, until, why[:40], reason[:200]
        self._rows[row.pk] = row

    def stick(self, row: Enrolment, why: str, reason: str) -> None:
        """Stay until a person (or more credits) lets them go on."""
        self.note(row, Outcome.STUCK, why, reason)
        row.message = None
        self.hold(row, State.STUCK, self.now, why, reason)
        self._tell(row, "sequence.stuck", step=row.step, why=why, reason=reason[:200])

    def leave(self, row: Enrolment, way: Way) -> None:
        """Out, with the reason; a text of theirs that no carrier has is called back."""
        if row.state == State.LEAVING and row.message_id:
            self._unsent.append(row.message_id)
        self.note(row, way.outcome, way.why, way.reason, step=way.step)
        self._end(row, State.EXITED)
        row.why, row.reason, row.message = way.why[:40], way.reason[:200], None
        self._tell(row, "sequence.exited", step=row.step, why=way.why, reason=row.reason)

    def _end(self, row: Enrolment, state: State) -> None:
        row.state, row.ended_at = state, self.now
        self._rows[row.pk] = row

    def write(self) -> None:
        """All of it, in the caller's transaction. A second worker at the same visit fails here, and whole."""
        bulk.insert(self._passages)
        save(list(self._rows.values()))
        if self._unsent:
            queue.end(self._unsent, Text.CANCELED, "left_sequence", LEFT)
        workspace_id = self.sequence.workspace_id
        # Passages are the record; a step done is worth a second row only to somebody outside who asked.
        quiet = {"sequence.step_done"} - diary.wanted(workspace_id, ["sequence.step_done"])
        diary.record_many(workspace_id, [fact for fact in self._facts if fact.name not in quiet])


def save(rows: Many[Enrolment]) -> None:
    """Write rows back that were read and locked in this transaction: an upsert by key, one statement."""
    Enrolment.everywhere.bulk_create(
        rows,
        batch_size=bulk.BATCH // 2,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=CHANGED,
    )
