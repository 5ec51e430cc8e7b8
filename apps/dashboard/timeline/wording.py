"""What the story says about each kind of row."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.timezone import localtime

from apps.campaigns.models import Recipient
from apps.common import clock
from apps.common.zones import zone_name
from apps.compliance.models import ConsentEvent, Suppression
from apps.dashboard.sources import spoken
from apps.dashboard.timeline.entry import Entry
from apps.events.catalogue import CATALOGUE
from apps.events.models import Event
from apps.imports.models import ImportedContact
from apps.messaging.models import Message
from apps.pipeline.models import Move

# Facts that a table of their own tells better.
TOLD_ELSEWHERE = (
    "contact.stage_changed",
    "contact.opted_out",
    "contact.opted_in",
    "contact.review",
    "consent.asked",
    "consent.confirmed",
    "message.received",
    "message.delivered",
    "message.failed",
    "message.unsure",
    "sequence.step_done",
)

Facts = Mapping[str, Any]


def _names(facts: Facts) -> str:
    return ", ".join(str(name).replace("_", " ") for name in facts.get("fields", []))


def _sequence(facts: Facts) -> str:
    """Welcome: they replied."""
    return f"{facts.get('name', '')}: {facts.get('reason', '')}"


_EVENTS: dict[str, tuple[str, str, Callable[[Facts], str]]] = {
    "contact.created": ("user-plus", "Became a contact", lambda f: spoken(str(f.get("source", "")))),
    "contact.updated": ("pencil", "Details changed", _names),
    "contact.merged": (
        "arrows-pointing-in",
        "Merged with another contact",
        lambda f: f"{f.get('person') or 'No name'}, {f.get('phone', '')}, which no contact has now",
    ),
    "contact.dnd_changed": (
        "bell-slash",
        "Do not disturb",
        lambda f: "switched on" if f.get("dnd") else "switched off",
    ),
    "contact.tagged": ("tag", "Tagged", lambda f: str(f.get("tag", ""))),
    "contact.untagged": ("tag", "Tag removed", lambda f: str(f.get("tag", ""))),
    "message.refused": ("no-symbol", "A text was not sent", lambda f: str(f.get("reason", ""))),
    "sequence.enrolled": ("arrow-path-rounded-square", "Began a sequence", lambda f: str(f.get("name", ""))),
    "sequence.completed": ("flag", "Completed a sequence", lambda f: str(f.get("name", ""))),
    "sequence.exited": ("arrow-right-start-on-rectangle", "Left a sequence", _sequence),
    "sequence.stuck": ("exclamation-triangle", "Stuck in a sequence", _sequence),
    "conversation.started": ("chat-bubble-left-right", "Conversation began", lambda f: ""),
}
_TONES = {
    "sequence.stuck": "failed",
    "sequence.completed": "completed",
    "message.refused": "skipped",
    "contact.dnd_changed": "dnd",
}


def event(row: Event) -> Entry:
    icon, title, detail = _EVENTS.get(row.name, ("bolt", CATALOGUE.get(row.name, row.name), lambda f: ""))
    return Entry(icon, title, _TONES.get(row.name, ""), detail(row.facts), actor=row.actor)


def message(row: Message) -> Entry:
    if row.direction == Message.Direction.IN:
        return Entry("chat-bubble-left", "They wrote", "replied", text=row.body)
    waits = row.state == "queued" and row.not_before > clock.now()
    return Entry(
        "paper-airplane",
        f"Text {row.get_state_display().lower()}"
        if not waits
        else f"Text held until {localtime(row.not_before):%b %-d, %H:%M} {zone_name()}",
        row.state,
        row.error_text,
        row.body,
        row.origin if "@" in row.origin else "",
        _campaign(row),
    )


def _campaign(row: Any) -> tuple[str, str] | None:
    """Of a text that the story's query found with its campaign."""
    return (row.campaign_ref, row.campaign_name) if row.campaign_ref else None


def doomed(entry: Entry, reason: str) -> Entry:
    """A waiting text that somebody's standing stops: the line says so, before the queue finds out."""
    return replace(entry, title="Text that will not be sent", status="dropped", detail=reason)


def move(row: Move) -> Entry:
    came = f"from {_stage(row.from_stage)}" if row.from_stage else ""
    return Entry("view-columns", f"Moved to {_stage(row.to_stage)}", "", came, actor=row.moved_by)


def _stage(key: str) -> str:
    return key.replace("_", " ").capitalize()


# Lines of the ledger that neither grant nor end anything.
_NOTED = {
    ConsentEvent.Kind.OPT_IN_ASKED: ("question-mark-circle", "pending"),
    ConsentEvent.Kind.REVIEW_OPENED: ("question-mark-circle", "review"),
    ConsentEvent.Kind.REVIEW_CLEARED: ("shield-check", ""),
    ConsentEvent.Kind.IMPORT_UNDONE: ("arrow-uturn-left", ""),
}


def consent(row: ConsentEvent) -> Entry:
    granted = row.kind in ConsentEvent.GRANTS
    yes_or_no = ("shield-check", "consented") if granted else ("hand-raised", "opted-out")
    icon, status = _NOTED.get(ConsentEvent.Kind(row.kind), yes_or_no)
    how = spoken(row.channel)
    said = row.source or row.evidence.get("reason") or row.evidence.get("text") or ""
    return Entry(
        icon,
        row.get_kind_display(),
        status,
        f"{how}: {said}" if said else how,
        actor=row.attestation.attested_as if row.attestation else str(row.evidence.get("by", "")),
    )


def suppression(row: Suppression) -> Entry:
    lifted = f"lifted {row.lifted_at:%b %-d, %Y} by {row.lifted_by}" if row.lifted_at else ""
    why = row.lift_reason if row.lifted_at else ""
    reason = str(row.evidence.get("reason", ""))
    return Entry(
        "no-symbol", row.get_kind_display(), "suppressed", " · ".join(filter(None, (reason, lifted, why)))
    )


def skip(row: Recipient) -> Entry:
    return Entry("forward", f"Skipped by {row.campaign.name}", "skipped", row.reason)


_IMPORTED: dict[str, str] = {
    ImportedContact.Outcome.CREATED: "Came with",
    ImportedContact.Outcome.UPDATED: "Updated by",
    ImportedContact.Outcome.UNCHANGED: "Stood also in",
}


def imported(row: ImportedContact) -> Entry:
    return Entry(
        "arrow-up-tray", f"{_IMPORTED[row.outcome]} {row.source.file_name}", detail=f"line {row.line}"
    )
