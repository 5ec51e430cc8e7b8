"""A version made ready to be walked: its steps by id, and what follows each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.sequences import reading, rules
from apps.sequences.models import Version
from apps.sequences.rules import Rules
from apps.sequences.steps import Branch, End, Step

END = ""


@dataclass(frozen=True)
class Course:
    """`after[id]` is the step that follows; END is the end. `order` is the reading order."""

    steps: Mapping[str, Step]
    after: Mapping[str, str]
    first: str
    rules: Rules

    @property
    def order(self) -> list[str]:
        return list(self.steps)

    def side(self, branch: Branch, answer: bool) -> str:
        """Where a branch leads: into its side, or past it when that side is empty."""
        inside = branch.yes if answer else branch.no
        return inside[0].id if inside else self.after[branch.id]


def lay(steps: Sequence[Step], given: Rules) -> Course:
    """The course of these steps."""
    known: dict[str, Step] = {}
    after: dict[str, str] = {}
    _lay(steps, END, known, after)
    return Course(known, after, steps[0].id if steps else END, given)


def _lay(steps: Sequence[Step], then: str, known: dict[str, Step], after: dict[str, str]) -> None:
    ids = [*(one.id for one in steps), then]
    for step, following in zip(steps, ids[1:], strict=True):
        known[step.id] = step
        after[step.id] = END if isinstance(step, End) else following
        if isinstance(step, Branch):
            _lay(step.yes, following, known, after)
            _lay(step.no, following, known, after)


def course_of(version: Version) -> Course:
    """Read anew for every batch: 20 steps take 0.3 ms, and nothing can be stale."""
    return lay(reading.read(version.steps), rules.read(version.rules))
