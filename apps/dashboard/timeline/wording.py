"""What the story says about each kind of row."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.campaigns.models import Recipient
from apps.common import clock, sentences
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
    return f"{facts.get('name', '')}: {sentences.spoken(str(facts.get('reason', '')))}"


def _merged(facts: Facts) -> str:
    told = {"who": facts.get("person") or gettext("No name"), "phone": facts.get("phone", "")}
    return gettext("%(who)s, %(phone)s, which no contact has now") % told


_EVENTS: dict[str, tuple[str, Any, Callable[[Facts], str]]] = {
    "contact.created": ("user-plus", _("Became a contact"), lambda f: spoken(str(f.get("source", "")))),
    "contact.updated": ("pencil", _("Details changed"), _names),
    "contact.merged": (
        "arrows-pointing-in",
        _("Merged with another contact"),
        lambda f: _merged(f),
    ),
    "contact.dnd_changed": (
        "bell-slash",
        _("Do not disturb"),
        lambda f: gettext("switched on") if f.get("dnd") else gettext("switched off"),
    ),
    "contact.tagged": ("tag", _("Tagged"), lambda f: str(f.get("tag", ""))),
    "contact.untagged": ("tag", _("Tag removed"), lambda f: str(f.get("tag", ""))),
    "message.refused": (
        "no-symbol",
        _("A text was not sent"),
        lambda f: sentences.spoken(str(f.get("reason", ""))),
    ),
    "sequence.enrolled": (
        "arrow-path-rounded-square",
        _("Began a sequence"),
        lambda f: str(f.get("name", "")),
    ),
    "sequence.completed": ("flag", _("Completed a sequence"), lambda f: str(f.get("name", ""))),
    "sequence.exited": ("arrow-right-start-on-rectangle", _("Left a sequence"), _sequence),
    "sequence.stuck": ("exclamation-triangle", _("Stuck in a sequence"), _sequence),
    "conversation.started": ("chat-bubble-left-right", _("Conversation began"), lambda f: ""),
}
_TONES = {
    "sequence.stuck": "failed",
    "sequence.completed": "completed",
    "message.refused": "skipped",
    "contact.dnd_changed": "dnd",
}


def event(row: Event) -> Entry:
    known = sentences.spoken(CATALOGUE.get(row.name, row.name))
    icon, title, detail = _EVENTS.get(row.name, ("bolt", known, lambda f: ""))
    return Entry(icon, str(title), _TONES.get(row.name, ""), detail(row.facts), actor=row.actor)


def message(row: Message) -> Entry:
    if row.direction == Message.Direction.IN:
        return Entry("chat-bubble-left", gettext("They wrote"), "replied", text=row.body)
    waits = row.state == "queued" and row.not_before > clock.now()
    return Entry(
        "paper-airplane",
        _held(row) if waits else gettext("Text %(state)s") % {"state": row.get_state_display().lower()},
        row.state,
        sentences.spoken(row.error_text),
        row.body,
        row.origin if "@" in row.origin else "",
        _campaign(row),
    )


def _held(row: Message) -> str:
    at = date_format(localtime(row.not_before), gettext("M j, H:i"))
    return gettext("Text held until %(time)s") % {"time": f"{at} {zone_name()}"}


def _campaign(row: Any) -> tuple[str, str] | None:
    """Of a text that the story's query found with its campaign."""
    return (row.campaign_ref, row.campaign_name) if row.campaign_ref else None


def doomed(entry: Entry, reason: str) -> Entry:
    """A waiting text that somebody's standing stops: the line says so, before the queue finds out."""
    return replace(
        entry, title=gettext("Text that will not be sent"), status="dropped", detail=sentences.spoken(reason)
    )


def move(row: Move) -> Entry:
    came = gettext("from %(stage)s") % {"stage": _stage(row.from_stage)} if row.from_stage else ""
    moved = gettext("Moved to %(stage)s") % {"stage": _stage(row.to_stage)}
    return Entry("view-columns", moved, "", came, actor=row.moved_by)


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
    lifted = _lifted(row.lifted_at, row.lifted_by) if row.lifted_at else ""
    why = sentences.spoken(row.lift_reason) if row.lifted_at else ""
    reason = sentences.spoken(str(row.evidence.get("reason", "")))
    return Entry(
        "no-symbol", row.get_kind_display(), "suppressed", " · ".join(filter(None, (reason, lifted, why)))
    )


def _lifted(at: datetime, who: str) -> str:
    return gettext("lifted %(day)s by %(who)s") % {"day": date_format(at, gettext("M j, Y")), "who": who}


def skip(row: Recipient) -> Entry:
    title = gettext("Skipped by %(campaign)s") % {"campaign": row.campaign.name}
    return Entry("forward", title, "skipped", sentences.spoken(row.reason))


_IMPORTED: dict[str, Any] = {
    ImportedContact.Outcome.CREATED: _("Came with %(file)s"),
    ImportedContact.Outcome.UPDATED: _("Updated by %(file)s"),
    ImportedContact.Outcome.UNCHANGED: _("Stood also in %(file)s"),
}


def imported(row: ImportedContact) -> Entry:
    return Entry(
        "arrow-up-tray",
        _IMPORTED[row.outcome] % {"file": row.source.file_name},
        detail=gettext("line %(number)s") % {"number": row.line},
    )
