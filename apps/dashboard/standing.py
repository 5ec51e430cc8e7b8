"""Where contacts stand, for whole pages of them: two words for the badge, in three queries."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.compliance import queries, standing
from apps.compliance.models import Suppression
from apps.contacts.models import Contact


@dataclass(frozen=True, slots=True)
class Standing:
    """`status` picks the tone of the pill, `label` is what it says."""

    status: str
    label: str | Promise


OPTED_OUT = Standing("opted-out", _("Opted out"))
BLACKLISTED = Standing("suppressed", _("Blacklisted"))
DND = Standing("dnd", _("Do not disturb"))
REVIEW = Standing("review", _("To review"))
CONSENTED = Standing("consented", _("Consented"))
LEFT_ONE = Standing("held", _("Left one sender"))
ASKED = Standing("pending", _("Asked to confirm"))
NO_RECORD = Standing("draft", _("No consent"))

_KINDS = {
    Suppression.Kind.OPT_OUT: OPTED_OUT,
    Suppression.Kind.BLACKLIST: BLACKLISTED,
}


def standings(workspace: Workspace, contacts: Collection[Contact]) -> dict[int, Standing]:
    """Contact id → where it stands; the strongest reason wins, in the order of the gates."""
    numbers = {contact.phone for contact in contacts}
    stops = queries.suppressions(workspace.pk, numbers)
    consents = standing.standings(workspace.pk, numbers)
    return {
        one.pk: _of(one, stops.get(one.phone, []), consents.get(one.phone, standing.NOTHING))
        for one in contacts
    }


def _of(contact: Contact, stops: list[Suppression], consent: standing.Standing) -> Standing:
    kinds = {stop.kind for stop in stops if stop.sender_id is None}
    for kind, found in _KINDS.items():
        if kind in kinds:
            return found
    if contact.dnd:
        return DND
    if Suppression.Kind.REVIEW in kinds:
        return REVIEW
    if len(kinds) < len(stops):
        return LEFT_ONE
    if consent.grants:
        return CONSENTED
    return ASKED if consent.asked else NO_RECORD
