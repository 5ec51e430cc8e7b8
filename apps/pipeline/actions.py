"""Verbs of the pipeline."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.text import slugify

from apps.accounts.models import Workspace
from apps.common import bulk, clock
from apps.common.among import Among
from apps.contacts.models import Contact
from apps.events import diary
from apps.pipeline.models import Move, Placement, Stage

FIRST_STAGES = {
    "new_lead": "New lead",
    "contacted": "Contacted",
    "qualified": "Qualified",
    "customer": "Customer",
}


def stages(workspace: Workspace | int) -> list[Stage]:
    """The columns in order; a workspace without any gets the first four."""
    found = list(Stage.objects.of(workspace))
    if found:
        return found
    workspace_id = workspace if isinstance(workspace, int) else workspace.pk
    rows = [
        Stage(workspace_id=workspace_id, key=key, name=name, position=place)
        for place, (key, name) in enumerate(FIRST_STAGES.items())
    ]
    Stage.everywhere.bulk_create(rows, ignore_conflicts=True)
    return list(Stage.objects.of(workspace))


def key_of(name: str) -> str:
    """Say "New Lead", "new-lead" and "new_lead" are one stage."""
    return slugify(name.replace("_", "-"), allow_unicode=True).replace("-", "_")[:60]


def named(workspace: Workspace | int, names: Iterable[str]) -> dict[str, Stage]:
    """The stages of these names or keys, made at the end of the board where missing; keyed as given."""
    known = {stage.key: stage for stage in stages(workspace)}
    workspace_id = workspace if isinstance(workspace, int) else workspace.pk
    for name in names:
        if (key := key_of(name)) and key not in known:
            known[key] = Stage.everywhere.get_or_create(
                workspace_id=workspace_id,
                key=key,
                defaults={"name": name.replace("_", " ").strip()[:80].capitalize(), "position": len(known)},
            )[0]
    return {name: known[key_of(name)] for name in names if key_of(name)}


@transaction.atomic
def move(contact: Contact, name: str, *, actor: str = "") -> bool:
    """Put a contact in a stage, with its history; says whether it moved."""
    if not (found := named(contact.workspace_id, [name])):
        return False
    stage = found[name]
    now = Placement.objects.of(contact.workspace_id).filter(contact=contact).select_related("stage").first()
    if now and now.stage_id == stage.pk:
        return False
    old = now.stage.key if now else ""
    Placement.everywhere.update_or_create(
        contact=contact, defaults={"workspace_id": contact.workspace_id, "stage": stage, "since": clock.now()}
    )
    Move.objects.create(
        workspace_id=contact.workspace_id,
        contact=contact,
        from_stage=old,
        to_stage=stage.key,
        moved_by=actor[:120],
    )
    diary.record(
        contact.workspace_id,
        "contact.stage_changed",
        contact.public_id,
        contact_id=contact.pk,
        actor=actor,
        old_stage=old,
        new_stage=stage.key,
    )
    return True


@transaction.atomic
def place_many(workspace_id: int, where: Mapping[int, str], *, actor: str = "") -> dict[int, str]:
    """Contacts that stand nowhere yet get a stage (imports): contact id → name. Who stands somewhere stays.

    Answers who was placed: contact id → stage key.
    """
    if not where:
        return {}
    placed = set(
        Placement.objects.of(workspace_id)
        .filter(Among("contact_id", where))
        .values_list("contact_id", flat=True)
    )
    new = {contact_id: name for contact_id, name in where.items() if name and contact_id not in placed}
    found = named(workspace_id, set(new.values()))
    rows = [(pk, found[name]) for pk, name in new.items() if name in found]
    now, who = clock.now(), actor[:120]
    bulk.write(
        Placement,
        ("workspace_id", "contact_id", "stage_id", "since"),
        ((workspace_id, pk, stage.pk, now) for pk, stage in rows),
        len(rows),
    )
    bulk.write(
        Move,
        ("workspace_id", "contact_id", "from_stage", "to_stage", "moved_by", "at"),
        ((workspace_id, pk, "", stage.key, who, now) for pk, stage in rows),
        len(rows),
    )
    return {pk: stage.key for pk, stage in rows}


@transaction.atomic
def unplace_many(workspace_id: int, where: Mapping[int, str]) -> dict[int, str]:
    """Take contacts off the board where they still stand in this stage: contact id → stage key.

    Answers those who stood there.
    """
    gone: dict[int, str] = {}
    by_stage: dict[str, list[int]] = {}
    for contact, key in where.items():
        by_stage.setdefault(key, []).append(contact)
    for key, contacts in by_stage.items():
        stood = Placement.objects.of(workspace_id).filter(stage__key=key, contact__in=contacts)
        gone |= dict.fromkeys(stood.values_list("contact_id", flat=True), key)
        stood.delete()
    return gone
