"""The people of a campaign as a table and as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from apps.campaigns.models import Campaign, Recipient, Recipients
from apps.campaigns.people import PLACES, people
from apps.campaigns.queries import Report
from apps.common import clock
from apps.contacts.fields import text
from apps.contacts.models import Contact
from apps.dashboard.tables import phones

LABELS = {
    "": _("Everybody"),
    "pending": _("Waiting their turn"),
    "skipped": _("Skipped"),
    "held": _("Held"),
    "queued": _("Queued"),
    "sending": _("Sending"),
    "unsure": _("Unsure"),
    "sent": _("Sent, no receipt yet"),
    "delivered": _("Delivered"),
    "failed": _("Failed"),
    "refused": _("Stopped at the door"),
    "canceled": _("Canceled"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; what makes no sense is nothing."""

    place: str
    rule: str
    q: str


def read(query: QueryDict) -> Filters:
    """Filters out of ?place=&rule=&q=."""
    place = query.get("place", "")
    rule, q = (text(query.get(name, ""), 40) for name in ("rule", "q"))
    return Filters(place if place in PLACES else "", rule, q)


def rows(campaign: Campaign, filters: Filters) -> Recipients:
    """The recipients that they let through."""
    found = people(campaign, filters.place, filters.rule, in_order=not _is_walked(filters))
    if not filters.q:
        return found
    if number := phones.exact(filters.q, campaign.workspace.default_region):
        return found.filter(phone=number)
    part = phones.digits(filters.q)
    if part:
        return found.filter(phone__contains=part)
    # Contacts have an index over names, their recipients one over contacts.
    return found.filter(contact__in=Contact.objects.of(campaign.workspace_id).search(filters.q))


def walked(campaign: Campaign, filters: Filters) -> Recipients | None:
    """Among whom a page looks, a stretch at a time, where no index leads to those it is about."""
    return people(campaign, in_order=True) if _is_walked(filters) else None


def _is_walked(filters: Filters) -> bool:
    return filters.place not in ("", "pending", "skipped") or bool(phones.digits(filters.q))


def spoken(report: Report, filters: Filters) -> str:
    """How many people, out of what was counted ahead."""
    if filters.rule:
        number = sum(skip.count for skip in report.skips if skip.rule == filters.rule)
    else:
        number = getattr(report.progress, filters.place or "audience")
    return str(intcomma(number))


@dataclass(frozen=True, slots=True)
class Row:
    """One person: `status` picks the tone, `detail` says why, `until` is when a held text may go."""

    recipient: Recipient
    status: str
    label: str
    detail: str
    code: str
    at: datetime | None
    until: datetime | None


def line(recipient: Recipient) -> Row:
    message = recipient.message
    if message is None:
        detail = recipient.reason if recipient.outcome == Recipient.Outcome.SKIPPED else ""
        label = str(LABELS[recipient.outcome])
        return Row(recipient, recipient.outcome, label, detail, recipient.rule, recipient.decided_at, None)
    waits = message.state == "queued" and message.not_before > clock.now()
    place = "held" if waits else message.state
    code = "" if place in ("sent", "delivered") else message.error_code
    at = message.delivered_at or message.ended_at or message.sent_at or message.created_at
    label = str(LABELS.get(place, message.get_state_display()))
    return Row(recipient, place, label, message.error_text, code, at, message.not_before if waits else None)


def exported(campaign: Campaign, filters: Filters) -> Iterator[list[object]]:
    """Lines of the file, streamed; times in UTC."""
    yield ["phone", "first name", "last name", "outcome", "reason", "code", "parts", "credits", "time (UTC)"]
    for recipient in rows(campaign, filters).order_by("id").iterator(chunk_size=2_000):
        row, message, contact = line(recipient), recipient.message, recipient.contact
        yield [
            recipient.phone,
            contact.first_name if contact else "",
            contact.last_name if contact else "",
            row.label,
            row.detail,
            row.code,
            message.parts if message else 0,
            message.credits if message and not message.refunded else 0,
            f"{row.at:%Y-%m-%d %H:%M:%S}" if row.at else "",
        ]
