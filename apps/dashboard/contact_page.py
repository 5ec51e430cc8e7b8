"""What the side of a contact's page shows: who it is, what permits a text, and where it belongs."""

from typing import Any

from apps.accounts.models import Workspace
from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts.models import Contact, CustomField
from apps.dashboard import choices, defined_values
from apps.dashboard.clocks import local_clocks
from apps.dashboard.standing import standings
from apps.dashboard.threads.side import LOCKS
from apps.lists.models import Membership
from apps.messaging.explain import can_text
from apps.pipeline.models import Placement
from apps.tags.models import Tagging

PROOFS = 10  # lines of the consent ledger


def side(workspace: Workspace, contact: Contact) -> dict[str, Any]:
    """The context of contacts/_panel_side.html, in about sixteen queries whatever the contact has."""
    standing = standings(workspace, [contact])[contact.pk]
    fields = list(CustomField.objects.of(workspace).live())
    return {
        "contact": contact,
        "standing": standing,
        "lock": LOCKS.get(standing.status),
        "clocks": local_clocks(contact.phone),
        "gates": can_text(workspace, contact),
        "facts": defined_values.cells(fields, contact),
        "free_attributes": defined_values.free(fields, contact),
        **_permits(workspace, contact),
        **_belongs(workspace, contact),
    }


def _permits(workspace: Workspace, contact: Contact) -> dict[str, Any]:
    of_number = {"phone": contact.phone}
    consents = ConsentEvent.objects.of(workspace).filter(**of_number).select_related("attestation")
    return {
        "suppressions": list(Suppression.objects.of(workspace).standing().filter(**of_number)),
        "consents": list(consents.order_by("-id")[:PROOFS]),
    }


def _belongs(workspace: Workspace, contact: Contact) -> dict[str, Any]:
    tags = Tagging.objects.of(workspace).filter(contact=contact).order_by("tag__name")
    members = Membership.objects.of(workspace).filter(contact=contact).select_related("list")
    return {
        "tags": list(tags.values_list("tag__name", flat=True)),
        "memberships": list(members.order_by("list__name")),
        "placement": Placement.objects.of(workspace).filter(contact=contact).select_related("stage").first(),
        "stages": choices.stages(workspace),
        "lists": choices.fillable(workspace),
        "all_tags": choices.tags(workspace),
    }
