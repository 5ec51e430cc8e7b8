"""Editing a draft step by step. Each verb locks the sequence, so two editors never lose each other's step.

What a change would break (a question about a text that is gone) is refused by reading.py, and nothing is
changed.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, TypeAlias

from django.db import transaction

from apps.common import clock
from apps.sequences import actions, reading
from apps.sequences.models import Sequence, Version
from apps.sequences.refusals import HasEnded, NoSuchStep

Data: TypeAlias = dict[str, Any]
SIDES = ("yes", "no")


@transaction.atomic
def add(sequence: Sequence, step: Mapping[str, Any], *, after: str = "", side: str = "") -> str:
    """Put a new step (its data without an id) behind the step `after`, or first; answers its id.

    With `side` ("yes" or "no") `after` is a branch, and the step becomes the first of that side. Raises
    NoSuchStep, BadSteps, HasEnded.
    """
    held, draft = _open(sequence)
    new = {**step, "id": _fresh_id(held)}
    steps = deepcopy(draft.steps)
    if not after:
        steps.insert(0, new)
    elif side:
        _siblings(steps, after)[1].setdefault(_side(side), []).insert(0, new)
    else:
        siblings, found = _siblings(steps, after)
        siblings.insert(siblings.index(found) + 1, new)
    _write(held, draft, steps)
    return str(new["id"])


@transaction.atomic
def replace(sequence: Sequence, step_id: str, step: Mapping[str, Any]) -> None:
    """Another wording of a step; its id and the sides of a branch stay."""

    def change(siblings: list[Data], found: Data) -> None:
        sides = {side: found[side] for side in SIDES if side in found}
        siblings[siblings.index(found)] = {**step, **sides, "id": step_id}

    _change(sequence, step_id, change)


@transaction.atomic
def remove(sequence: Sequence, step_id: str) -> None:
    """Take a step out, a branch with both of its sides."""
    _change(sequence, step_id, lambda siblings, found: siblings.remove(found))


@transaction.atomic
def shift(sequence: Sequence, step_id: str, by: int) -> None:
    """Move a step `by` places up (negative) or down among its neighbours; the ends hold."""

    def change(siblings: list[Data], found: Data) -> None:
        place = siblings.index(found)
        siblings.insert(max(0, min(place + by, len(siblings) - 1)), siblings.pop(place))

    _change(sequence, step_id, change)


def _change(sequence: Sequence, step_id: str, change: Callable[[list[Data], Data], None]) -> None:
    held, draft = _open(sequence)
    steps = deepcopy(draft.steps)
    change(*_siblings(steps, step_id))
    _write(held, draft, steps)


def _open(sequence: Sequence) -> tuple[Sequence, Version]:
    held = actions.lock(sequence)
    if held.state == Sequence.State.ENDED:
        raise HasEnded
    return held, actions.draft_of(held)


def _write(sequence: Sequence, draft: Version, steps: list[Data]) -> None:
    draft.steps = [one.as_data() for one in reading.read(steps)]
    draft.updated_at = sequence.updated_at = clock.now()
    draft.save(update_fields=["steps", "updated_at"])
    sequence.save(update_fields=["steps_made", "updated_at"])


def _side(side: str) -> str:
    if side not in SIDES:
        raise NoSuchStep
    return side


def _siblings(steps: list[Data], step_id: str) -> tuple[list[Data], Data]:
    """The list that a step stands in, and the step. Raises NoSuchStep."""
    if found := search(steps, step_id):
        return found
    raise NoSuchStep


def search(steps: list[Data], step_id: str) -> tuple[list[Data], Data] | None:
    """The list that a step stands in, and the step's data; None when it is not there."""
    for step in steps:
        if step["id"] == step_id:
            return steps, step
        for side in SIDES:
            if found := search(step.get(side) or [], step_id):
                return found
    return None


def _fresh_id(sequence: Sequence) -> str:
    """One that no version ever had: histories and mappings go by it."""
    versions = Version.objects.of(sequence.workspace_id).filter(sequence=sequence)
    used = {step_id for steps in versions.values_list("steps", flat=True) for step_id in _ids(steps)}
    while True:
        sequence.steps_made += 1
        if (made := f"s{sequence.steps_made}") not in used:
            return made


def _ids(steps: list[Data]) -> list[str]:
    below = [one for step in steps for side in SIDES for one in _ids(step.get(side) or [])]
    return [*(step["id"] for step in steps), *below]
