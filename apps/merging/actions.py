"""Merging two contacts."""

from collections.abc import Collection

from django.db import IntegrityError, OperationalError, transaction

from apps.common import clock
from apps.common.refusals import NotFound
from apps.contacts.models import Contact, Merger
from apps.events import diary
from apps.merging import calling_off, choosing, moves, threads
from apps.merging.refusals import ContactsBusy, SameContact

TRIES = 3


def merge(kept: Contact, gone: Contact, take: Collection[str] = (), *, actor: str = "") -> Contact:
    """`gone` becomes part of `kept`. `take`: which values are gone's (choosing.NAMES, "attributes.NAME").

    One transaction. The number that the merged contact does not have belongs to no contact any more; its
    consents and suppressions stay with it, and texts that wait to go to it are called off and paid back.
    Raises SameContact, UnknownValue, NotFound (another workspace's, or gone by now), ContactsBusy.
    """
    if kept.workspace_id != gone.workspace_id:
        raise NotFound
    if kept.pk == gone.pk:
        raise SameContact
    choosing.check(take)
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _merge(kept, gone, frozenset(take), actor[:120])
        except (OperationalError, IntegrityError):
            # We and another waited for each other, or they began the conversation that we were moving.
            continue
    raise ContactsBusy


def _merge(kept: Contact, gone: Contact, take: frozenset[str], actor: str) -> Contact:
    left = kept.phone if "phone" in take else gone.phone
    # In the order in which everybody takes them: sequences, planned texts, credits and texts, conversations,
    # and contacts, of which others ask at the end of their transactions (the database defers foreign keys).
    calling_off.sequences(kept, gone, actor)
    calling_off.texts((kept, gone), left)
    threads.lock(kept, gone)
    own, other = _locked(kept, gone)
    values = choosing.values(own, other, take)
    moves.move(own, other, take_stage="stage" in take)
    Merger.objects.create(
        workspace_id=own.workspace_id,
        contact=own,
        gone=other.pk,
        gone_public_id=other.public_id,
        phone=left,
        by=actor,
    )
    rows = Contact.objects.of(own.workspace_id)
    rows.filter(pk=other.pk).delete()
    rows.filter(pk=own.pk).update(**values, updated_at=clock.now())
    _tell(own, other, left, take, actor)
    return rows.get(pk=own.pk)


def _locked(kept: Contact, gone: Contact) -> tuple[Contact, Contact]:
    """Both rows as they are now. Nobody changes them, and nobody hangs anything on `gone` any more; who hangs
    something on `kept` need not wait for us."""
    rows = Contact.objects.of(kept.workspace_id)
    found = {
        pk: rows.filter(pk=pk).select_for_update(no_key=pk == kept.pk).first()
        for pk in sorted((kept.pk, gone.pk))
    }
    own, other = found[kept.pk], found[gone.pk]
    if own is None or other is None:
        raise NotFound
    if (own.phone, other.phone) != (kept.phone, gone.phone):
        raise ContactsBusy  # what was called off was for other numbers
    return own, other


def _tell(kept: Contact, gone: Contact, left: str, take: Collection[str], actor: str) -> None:
    diary.record(
        kept.workspace_id,
        "contact.merged",
        kept.public_id,
        contact_id=kept.pk,
        actor=actor,
        gone=gone.public_id,
        person=gone.full_name,
        phone=left,
        taken=sorted(take),
    )
