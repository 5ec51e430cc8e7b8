"""Moving many contacts to a stage at once (sequences)."""

from collections.abc import Sequence

from django.db import transaction

from apps.common import bulk, clock
from apps.common.among import Among
from apps.contacts.models import Contact
from apps.events import diary
from apps.events.diary import Fact
from apps.pipeline.models import Move, Placement, Stage


@transaction.atomic
def move_many(stage: Stage, ids: Sequence[int], *, actor: str = "") -> int:
    """Put contacts of the stage's workspace there, with their history; says how many moved."""
    workspace_id = stage.workspace_id
    people = dict(Contact.objects.of(workspace_id).filter(Among("pk", ids)).values_list("pk", "public_id"))
    stood = dict(
        Placement.objects.of(workspace_id)
        .filter(Among("contact_id", people))
        .values_list("contact_id", "stage__key")
    )
    movers = [pk for pk in people if stood.get(pk) != stage.key]
    now = clock.now()
    Placement.objects.of(workspace_id).filter(
        Among("contact_id", [pk for pk in movers if pk in stood])
    ).update(stage=stage, since=now)
    new = [
        Placement(workspace_id=workspace_id, contact_id=pk, stage=stage, since=now)
        for pk in movers
        if pk not in stood
    ]
    Placement.everywhere.bulk_create(new, ignore_conflicts=True, batch_size=bulk.BATCH)
    bulk.write(
        Move,
        ("workspace_id", "contact_id", "from_stage", "to_stage", "moved_by", "at"),
        ((workspace_id, pk, stood.get(pk, ""), stage.key, actor[:120], now) for pk in movers),
        len(movers),
    )
    diary.record_many(workspace_id, [_fact(pk, people[pk], stood.get(pk, ""), stage, actor) for pk in movers])
    return len(movers)


def _fact(pk: int, public_id: str, old: str, stage: Stage, actor: str) -> Fact:
    facts = {"old_stage": old, "new_stage": stage.key}
    return Fact("contact.stage_changed", public_id, pk, facts, actor)
