"""A contact entered by hand: the person, the tags, the list and the consent, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from apps.accounts.models import Workspace
from apps.compliance import actions as compliance
from apps.compliance.actions import Grant, Witness
from apps.compliance.models import ConsentEvent
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.dashboard.wordings import HAS_CONSENT
from apps.lists import actions as lists
from apps.lists.models import ContactList
from apps.tags import actions as tags


@dataclass(frozen=True, slots=True)
class Consent:
    """How they asked (a channel of the ledger), and where the record of it is."""

    channel: str
    source: str


@transaction.atomic
def enter(
    workspace: Workspace,
    phone: str,
    details: dict[str, Any],
    *,
    by: Witness,
    names: Sequence[str] = (),
    target: ContactList | None = None,
    consent: Consent | None = None,
) -> Contact:
    """The new contact. Raises what contacts.actions.create raises, and ListIsSynced."""
    contact = contacts.create(workspace, phone, details, source="manual", actor=by.name)
    tags.add(contact, names, actor=by.name)
    if target:
        lists.add(target, [contact.pk])
    if consent:
        attest(contact, consent, by=by)
    return contact


@transaction.atomic
def attest(contact: Contact, consent: Consent, *, by: Witness) -> None:
    """Keep the statement that this person asked for texts, and the consent that follows from it."""
    statement = compliance.attest(
        contact.workspace_id, by, gettext(HAS_CONSENT), about=contact.public_id, source=consent.source
    )
    compliance.grant(
        contact.workspace_id,
        [Grant(contact.phone, contact.pk, source=consent.source)],
        ConsentEvent.Kind.OPT_IN,
        channel=consent.channel,
        attestation=statement,
    )
