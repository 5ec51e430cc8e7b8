"""The other side of a conversation: who it is, what time it is there, and whether they may be answered."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.contacts.models import Contact
from apps.dashboard.clocks import local_clocks
from apps.dashboard.standing import standings
from apps.pipeline.models import Placement
from apps.tags.models import Tagging


@dataclass(frozen=True, slots=True)
class Lock:
    """Why nothing can be written to somebody."""

    title: Any
    text: Any


LOCKS = {
    "opted-out": Lock(_("They opted out"), _("Nothing is sent to this number until they text START.")),
    "suppressed": Lock(_("The number is blacklisted"), _("Nothing is sent to it until somebody lifts that.")),
    "dnd": Lock(_("Do not disturb is set"), _("Lift it on the contact's page to write again.")),
}


def side(workspace: Workspace, contact: Contact) -> dict[str, Any]:
    """The context of inbox/_side.html and of the lock on the reply box; six queries."""
    standing = standings(workspace, [contact])[contact.pk]
    tags = Tagging.objects.of(workspace).filter(contact=contact).order_by("tag__name")
    placed = Placement.objects.of(workspace).filter(contact=contact)
    return {
        "contact": contact,
        "standing": standing,
        "lock": LOCKS.get(standing.status),
        "clocks": local_clocks(contact.phone),
        "tags": list(tags.values_list("tag__name", flat=True)[:20]),
        "stage": placed.values_list("stage__name", flat=True).first(),
    }
