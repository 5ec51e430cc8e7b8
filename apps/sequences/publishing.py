"""Publishing: the draft takes new people from now on, and people on the way stay or are moved."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.common import clock
from apps.common.sentences import shape
from apps.events import diary
from apps.lists.models import ContactList
from apps.messaging import lanes
from apps.pipeline.models import Stage
from apps.senders.models import Sender
from apps.sequences import queries, reading, rules
from apps.sequences.actions import lock
from apps.sequences.jobs import actions as jobs
from apps.sequences.models import Sequence, Version
from apps.sequences.refusals import BadRules, BadSteps, ChangedMeanwhile, HasEnded, NothingToPublish
from apps.sequences.steps import Step, Tag, Text, ToList, ToStage, walk
from apps.tags.models import Tag as TagRow


@transaction.atomic
def publish(
    sequence: Sequence,
    actor: str,
    *,
    move: bool = False,
    mapping: Mapping[str, str] | None = None,
    seen: datetime | None = None,
) -> Version:
    """Publish the draft; a sequence that was never published begins to run (a paused one stays paused).

    move: people of earlier versions go on in this one; `mapping` says where those go whose step it does not
    have (step id → step id, "" for the end). More than 1,000 are moved by the clock (jobs/). Otherwise they
    finish on the version they are on. `seen` is the updated_at of the draft that was looked at. Raises
    NothingToPublish, BadSteps, BadRules, NotMapped, ChangedMeanwhile, HasEnded.
    """
    held = lock(sequence)
    draft = queries.draft(held)
    if held.state == Sequence.State.ENDED:
        raise HasEnded
    if draft is None:
        raise NothingToPublish
    if seen is not None and seen != draft.updated_at:
        raise ChangedMeanwhile
    check(held.workspace, draft)
    draft.published_at, draft.published_by = clock.now(), actor[:120]
    draft.save(update_fields=["published_at", "published_by"])
    _run(held)
    diary.record(
        held.workspace_id, "sequence.published", held.public_id, actor=actor[:120], version=draft.number
    )
    if move:
        jobs.move(held, draft, mapping or {}, actor)
    return draft


def _run(sequence: Sequence) -> None:
    if sequence.state == Sequence.State.DRAFT:
        sequence.state, sequence.lane = Sequence.State.RUNNING, lanes.open_one(sequence.workspace)
    sequence.updated_at = clock.now()
    sequence.save(update_fields=["state", "lane", "updated_at"])


def check(workspace: Workspace, draft: Version) -> None:
    """Everything that steps and rules name must be there, in this workspace. Raises BadSteps, BadRules."""
    steps = reading.read(draft.steps)
    if not steps:
        raise BadSteps(_("Add a step first."), field="steps")
    for place, step in walk(steps):
        if (named := _named(step)) and not _exists(workspace, *named):
            raise BadSteps(_MISSING[named[0]] % {"place": place}, field=place)
    read = rules.read(draft.rules)
    for part, model in (("lists", ContactList), ("tags", TagRow), ("stages", Stage)):
        if not all(_exists(workspace, model, one) for one in getattr(read, part)):
            place = f"rules.triggers.{part}"
            raise BadRules(_MISSING[model] % {"place": place}, field=place)


_Named = type[Sender] | type[TagRow] | type[ContactList] | type[Stage]
_MISSING: dict[_Named, str] = {
    Sender: shape(_("%(place)s: the sender is no longer there.")),
    TagRow: shape(_("%(place)s: the tag is no longer there.")),
    ContactList: shape(_("%(place)s: the list is no longer there.")),
    Stage: shape(_("%(place)s: the stage is no longer there.")),
}


def _named(step: Step) -> tuple[_Named, str] | None:
    match step:
        case Text(sender=sender) if sender:
            return Sender, sender
        case Tag(tag=tag):
            return TagRow, tag
        case ToList(list=target):
            return ContactList, target
        case ToStage(stage=stage):
            return Stage, stage
    return None


def _exists(workspace: Workspace, model: _Named, public_id: str) -> bool:
    return bool(model.objects.of(workspace).filter(public_id=public_id).exists())
