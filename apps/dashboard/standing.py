"""Where contacts stand, for whole pages of them: two words for the badge, in three queries."""

from collections.abc import Collection
from dataclasses import dataclass

from apps.accounts.models import Workspace
from apps.compliance import queries
from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts.models import Contact


@dataclass(frozen=True, slots=True)
class Standing:
    """`status` picks the tone of the pill, `label` is what it says."""

    status: str
    label: str


OPTED_OUT = Standing("opted-out", "Opted out")
BLACKLISTED = Standing("suppressed", "Blacklisted")
DND = Standing("dnd", "Do not disturb")
REVIEW = Standing("review", "To review")
CONSENTED = Standing("consented", "Consented")
NO_RECORD = Standing("draft", "No consent")

_KINDS = {
    Suppression.Kind.OPT_OUT: OPTED_OUT,
    Suppression.Kind.BLACKLIST: BLACKLISTED,
}


def standings(workspace: Workspace, contacts: Collection[Contact]) -> dict[int, Standing]:
    """Contact id → where it stands; the strongest reason wins, in the order of the gates."""
    numbers = {contact.phone for contact in contacts}
    stops = queries.suppressions(workspace.pk, numbers)
    ledger = queries.consents(workspace.pk, numbers)
    return {one.pk: _of(one, stops.get(one.phone, []), ledger.get(one.phone)) for one in contacts}


def _of(contact: Contact, stops: list[Suppression], newest: ConsentEvent | None) -> Standing:
    kinds = {stop.kind for stop in stops}
    for kind, standing in _KINDS.items():
        if kind in kinds:
            return standing
    if contact.dnd:
        return DND
    if Suppression.Kind.REVIEW in kinds:
        return REVIEW
    return CONSENTED if queries.has_consent(newest) else NO_RECORD
