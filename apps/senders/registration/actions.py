"""Verbs of registration. `Sender.registered_until` repeats what the gate must know, so that it asks none."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from apps.common import clock
from apps.senders.models import Sender
from apps.senders.refusals import WrongRegistration
from apps.senders.registration.models import Registration

Kind, Status = Registration.Kind, Registration.Status
# What a sender of each kind needs.
NEEDED = {
    Sender.Kind.NUMBER: Kind.CAMPAIGN,
    Sender.Kind.TOLL_FREE: Kind.TOLL_FREE,
    Sender.Kind.SHORT_CODE: Kind.SHORT_CODE,
}
# The registries' words for where a registration stands, and ours.
WORDS = {
    **dict.fromkeys(
        ("PENDING", "PENDING_REVIEW", "IN_REVIEW", "IN_PROGRESS", "SELF_DECLARED"), Status.PENDING
    ),
    **dict.fromkeys(
        ("VERIFIED", "VETTED_VERIFIED", "ACTIVE", "TWILIO_APPROVED", "APPROVED"), Status.APPROVED
    ),
    **dict.fromkeys(("UNVERIFIED", "REJECTED", "TWILIO_REJECTED", "FAILED"), Status.REJECTED),
    **dict.fromkeys(("EXPIRED", "DORMANT", "DEACTIVATED"), Status.EXPIRED),
}
FOREVER = date.max


@transaction.atomic
def assign(sender: Sender, registration: Registration | None) -> None:
    """Say under which registration a sender's texts go to the US (None: none). Raises WrongRegistration."""
    if registration and (
        registration.workspace_id != sender.workspace_id
        or registration.kind != NEEDED.get(Sender.Kind(sender.kind))
    ):
        raise WrongRegistration
    sender.registration = registration
    Sender.objects.of(sender.workspace_id).filter(pk=sender.pk).update(registration=registration)
    repeat([], [sender.pk])


@transaction.atomic
def told(registration: Registration, word: str, *, problem: str = "") -> None:
    """The registry says where it stands, in its own word or ours; an unknown word changes nothing."""
    status = WORDS.get(word.upper()) or (Status(word) if word in Status.values else None)
    if status is None:
        return
    registration.status, registration.problem, registration.changed_at = status, problem[:300], clock.now()
    registration.save(update_fields=["status", "problem", "changed_at"])
    repeat([registration])


def repeat(changed: Iterable[Registration], senders: Iterable[int] = ()) -> None:
    """Bring `registered_until` of the senders up to date that hang on these registrations (or are named)."""
    ids = [one.pk for one in changed]
    hanging = Q(registration__in=ids) | Q(registration__brand__in=ids) | Q(pk__in=list(senders))
    rows = Sender.everywhere.filter(hanging).select_related("registration__brand")
    for sender in rows.select_for_update(of=("self",)):
        Sender.everywhere.filter(pk=sender.pk).update(registered_until=good_until(sender.registration))


def good_until(registration: Registration | None) -> date | None:
    """The last day on which it covers a sender; None when it does not. A campaign needs its brand as well."""
    needed = [registration, registration.brand] if registration and registration.brand else [registration]
    if any(one is None or one.status != Status.APPROVED for one in needed):
        return None
    return min(one.until or FOREVER for one in needed if one)
