"""Who stands in the columns of the board. A contact that was never placed stands in the first stage."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.accounts.models import Workspace
from apps.common.among import Among
from apps.contacts.models import Contacts
from apps.pipeline.models import Placement, Stage


def placed(stage: Stage) -> QuerySet[Placement]:
    """Placements of the stage, the latest first: the order of the index stage_column.

    The stage is of one workspace; asking for that again would keep the index from answering alone.
    """
    rows: QuerySet[Placement] = Placement.everywhere.filter(stage=stage).order_by("-since")
    return rows


def where(contacts: Collection[int]) -> dict[int, tuple[int, datetime]]:
    """Contact id → id of its stage and since when, for those of `contacts` that were placed."""
    rows = Placement.everywhere.filter(Among("contact_id", contacts))
    return {pk: (stage, since) for pk, stage, since in rows.values_list("contact_id", "stage_id", "since")}


def nowhere(among: Contacts, after: int = 0) -> Contacts:
    """Those of `among` who were never placed, or were taken off the board; of those behind the id `after`.

    Both sides are told where to begin: else all placements are read for the newest contacts.
    """
    placed = Placement.everywhere.filter(contact=OuterRef("pk"), contact__gt=after)
    return among.filter(~Exists(placed), pk__gt=after)


def standing(workspace: Workspace | int, key: str) -> Q:
    """A condition on contacts: shown in the stage of this key. Nobody, for a key that no stage has."""
    stage = Stage.objects.of(workspace).filter(key=key).first()
    return within(workspace, [stage.pk]) if stage else Q(pk__in=[])


def within(workspace: Workspace | int, stages: Collection[int]) -> Q:
    """A condition on contacts: shown in one of these stages (primary keys). Whoever was never placed is shown
    in the first: so that is "in no other". Either way one look-up by contact, in its unique index.

    The one place that says it: the board, lists of contacts, audiences, segments and sequences ask here.
    """
    of_contact = Placement.everywhere.filter(contact=OuterRef("pk"))
    first = Stage.objects.of(workspace).values_list("pk", flat=True).first()
    if first is not None and first in stages:
        return ~Q(Exists(of_contact.exclude(stage__in=stages)))
    return Q(Exists(of_contact.filter(stage__in=stages)))
