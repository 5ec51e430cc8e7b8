"""What was done to a contact and by it: texts, replies, opt-outs, and where its number stands now."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.audiences.filters.asking import Asking
from apps.audiences.filters.nodes import Condition
from apps.audiences.models import Engagement
from apps.compliance.models import ConsentEvent, Suppression
from apps.messaging.models import Conversation


def done(asking: Asking, one: Condition, op: str) -> Q:
    """ever, or within so many days."""
    since = asking.since(one.operands["days"]) if op == "within" else None
    return Q(Exists(_ROWS[one.field](asking, since)))


def _texts(column: str) -> Any:
    """By the engagement, which is some seconds behind the messages."""

    def rows(asking: Asking, since: datetime | None) -> QuerySet[Engagement]:
        person = Engagement.objects.of(asking.workspace_id).filter(contact=OuterRef("pk"))
        return person.filter(**_at(column, since))

    return rows


def _replies(asking: Asking, since: datetime | None) -> QuerySet[Conversation]:
    """By the conversations: last_inbound_at is written with each inbound text."""
    talks = Conversation.objects.of(asking.workspace_id).filter(contact=OuterRef("pk"))
    return talks.filter(**_at("last_inbound_at", since))


def _opt_outs(asking: Asking, since: datetime | None) -> QuerySet[Suppression]:
    """Lifted ones too: they did opt out then."""
    rows = Suppression.objects.of(asking.workspace_id).filter(
        phone=OuterRef("phone"), kind=Suppression.Kind.OPT_OUT
    )
    return rows.filter(created_at__gte=since) if since else rows


def _at(column: str, since: datetime | None) -> dict[str, Any]:
    return {f"{column}__isnull": False} if since is None else {f"{column}__gte": since}


# Links will be one more line here: clicks by contact and time.
_ROWS: dict[str, Any] = {
    "sent": _texts("last_sent_at"),
    "delivered": _texts("last_delivered_at"),
    "replied": _replies,
    "opted_out": _opt_outs,
}


def suppression(asking: Asking, one: Condition, op: str) -> Q:
    """A standing suppression of one of the kinds."""
    rows = Suppression.objects.of(asking.workspace_id).standing().filter(phone=OuterRef("phone"))
    return Q(Exists(rows.filter(kind__in=one.operands["kinds"])))


def consent(asking: Asking, one: Condition, op: str) -> Q:
    """By the newest line of the ledger, as the consent gate reads it: a grant, something else, or no line."""
    lines = ConsentEvent.objects.of(asking.workspace_id)
    if op == "none":
        return ~Q(Exists(lines.filter(phone=OuterRef("phone"))))
    grants = lines.filter(kind__in=ConsentEvent.GRANTS)
    others = lines.exclude(kind__in=ConsentEvent.GRANTS)
    asked, against = (grants, others) if op == "given" else (others, grants)
    newer = against.filter(phone=OuterRef("phone"), pk__gt=OuterRef("pk"))
    return Q(Exists(asked.filter(phone=OuterRef("phone")).exclude(Exists(newer))))
