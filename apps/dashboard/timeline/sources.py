"""Where the story comes from: seven tables, each with its time and its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from apps.accounts.models import Workspace
from apps.campaigns.models import Campaign, Recipient
from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts.models import Contact, Merger
from apps.dashboard.dropping import doomed
from apps.dashboard.timeline import wording
from apps.dashboard.timeline.entry import Entry
from apps.events.models import Event
from apps.imports.models import ImportedContact
from apps.messaging.models import Message
from apps.pipeline.models import Move


@dataclass(frozen=True, slots=True)
class Source:
    """`rank` orders rows of one moment; `time` is the path of the time from a row."""

    rank: int
    time: str
    rows: Callable[[Workspace, Contact], Any]
    tell: Callable[[Any], Entry]
    # Row id → why it will come to nothing, where a source knows that of its rows.
    doom: Callable[[Workspace, Contact, Sequence[Any]], dict[int, str]] | None = None


def _events(workspace: Workspace, contact: Contact) -> Any:
    merged = Merger.objects.of(workspace).filter(contact=contact).values_list("gone", flat=True)
    rows = Event.objects.of(workspace).filter(contact_id__in=[contact.pk, *merged])
    return rows.exclude(name__in=wording.TOLD_ELSEWHERE)


def _messages(workspace: Workspace, contact: Contact) -> Any:
    of_lane = Campaign.objects.of(workspace).filter(lane=OuterRef("lane"))
    return (
        Message.objects.of(workspace)
        .filter(contact=contact)
        .annotate(
            campaign_ref=Subquery(of_lane.values("public_id")[:1]),
            campaign_name=Subquery(of_lane.values("name")[:1]),
        )
    )


def _doomed(workspace: Workspace, contact: Contact, rows: Sequence[Message]) -> dict[int, str]:
    return doomed(workspace, rows, contact.dnd)


def _moves(workspace: Workspace, contact: Contact) -> Any:
    return Move.objects.of(workspace).filter(contact=contact)


def _consents(workspace: Workspace, contact: Contact) -> Any:
    return ConsentEvent.objects.of(workspace).filter(phone=contact.phone).select_related("attestation")


def _suppressions(workspace: Workspace, contact: Contact) -> Any:
    rows = Suppression.objects.of(workspace).filter(phone=contact.phone)
    return rows.exclude(kind=Suppression.Kind.OPT_OUT)  # the consent ledger tells those


def _skips(workspace: Workspace, contact: Contact) -> Any:
    rows = Recipient.objects.of(workspace).filter(contact=contact, outcome=Recipient.Outcome.SKIPPED)
    return rows.exclude(decided_at=None).select_related("campaign")


def _imports(workspace: Workspace, contact: Contact) -> Any:
    return ImportedContact.objects.of(workspace).filter(contact=contact).select_related("source")


SOURCES = (
    Source(1, "source__created_at", _imports, wording.imported),
    Source(2, "at", _events, wording.event),
    Source(3, "at", _moves, wording.move),
    Source(4, "recorded_at", _consents, wording.consent),
    Source(5, "created_at", _suppressions, wording.suppression),
    Source(6, "decided_at", _skips, wording.skip),
    Source(7, "created_at", _messages, wording.message, _doomed),
)
