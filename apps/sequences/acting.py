"""Steps that change a contact: tags, lists, the stage. One statement or a few for a whole batch."""

from collections.abc import Callable
from collections.abc import Sequence as Many
from typing import Any

from django.utils.translation import gettext_noop as _

from apps.common.among import Among
from apps.common.refusals import Refusal
from apps.lists import actions as lists
from apps.lists import many as many_lists
from apps.lists.models import ContactList
from apps.pipeline import moving
from apps.pipeline.models import Stage
from apps.sequences.course import Course
from apps.sequences.models import Enrolment
from apps.sequences.states import Outcome
from apps.sequences.steps import End, OffList, Step, Tag, ToList, ToStage, Untag
from apps.sequences.turn import Turn
from apps.tags import actions as tags
from apps.tags import telling
from apps.tags.models import Tag as TagRow
from apps.tags.models import Tagging

GONE = _("What this step names is no longer there.")


def act(turn: Turn, course: Course, step: Step | None, rows: Many[Enrolment]) -> None:
    """Do it to all of them; a refusal, or a thing that is gone, leaves them stuck with its words."""
    ids = [row.contact_id for row in rows if row.contact_id]
    try:
        done = step is not None and _do(turn, step, ids)
        reason = "" if done else GONE
    except Refusal as refusal:
        reason = refusal.record
    for row in rows:
        if reason:
            turn.stick(row, "step", reason)
        else:
            turn.note(row, Outcome.DONE)
            turn.go(row, course.after[row.step], row.arrived_at)


def _do(turn: Turn, step: Step, ids: list[int]) -> bool:
    if isinstance(step, End):
        return True
    verb, model, public_id = _verb(step)
    target = model.objects.of(turn.sequence.workspace_id).filter(public_id=public_id).first()
    if target is not None:
        verb(target, ids, turn.sequence.public_id)
    return target is not None


def _verb(step: Step) -> tuple[Callable[[Any, list[int], str], None], Any, str]:
    match step:
        case Untag(tag=tag):
            return _untag, TagRow, tag
        case Tag(tag=tag):
            return _tag, TagRow, tag
        case OffList(list=target):
            return _off_list, ContactList, target
        case ToList(list=target):
            return _to_list, ContactList, target
        case ToStage(stage=stage):
            return _to_stage, Stage, stage
    raise NotImplementedError(step.kind)


def _tag(tag: TagRow, ids: list[int], actor: str) -> None:
    tags.add_many(tag.workspace_id, {pk: [tag.name] for pk in ids}, actor=actor)


def _untag(tag: TagRow, ids: list[int], actor: str) -> None:
    worn = Tagging.objects.of(tag.workspace_id).filter(Among("contact_id", ids), tag=tag)
    held = list(worn.values_list("contact_id", flat=True))
    tags.remove_many(tag.workspace_id, {pk: [tag.name] for pk in held})
    telling.tell(tag.workspace_id, telling.REMOVED, {pk: [tag.name] for pk in held}, actor)


def _to_list(target: ContactList, ids: list[int], actor: str) -> None:
    lists.add(target, ids, actor=actor)


def _off_list(target: ContactList, ids: list[int], actor: str) -> None:
    many_lists.leave_many(target.workspace_id, {pk: [target.pk] for pk in ids})


def _to_stage(stage: Stage, ids: list[int], actor: str) -> None:
    moving.move_many(stage, ids, actor=actor)
