"""What was done to a contact and by it: texts, replies, opt-outs, and where its number stands now."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from apps.audiences.filters.asking import Asking
from apps.audiences.filters.nodes import Condition
from apps.audiences.models import Engagement
from apps.compliance.models import ConsentEvent, Suppression
from apps.compliance.standing import MARKETING
from apps.messaging.models import Conversation

Kind = ConsentEvent.Kind


def done(asking: Asking, one: Condition, op: str) -> Q:
    """ever, or within so many days."""
    since = asking.since(one.operands["days"]) if op == "within" else None
    return Q(Exists(_ROWS[one.field](asking, since)))


# Of a contact's one row of engagement: when it last had a text.
TEXTS = {"sent": "last_sent_at", "delivered": "last_delivered_at"}
Asked = tuple[Condition, str, bool]  # with its op, never a complement, and whether it is asked or denied


def together(asking: Asking, asked: Iterable[Asked]) -> Q:
    """Several questions of TEXTS, at least one of them not denied, in one look at the row.

    A contact has one such row or none, so this is what asking one by one answers: 500 ms against 890 of the
    processor for "sent, not delivered" over a million.
    """
    person = Engagement.objects.of(asking.workspace_id).filter(contact=OuterRef("pk"))
    for one, op, wanted in asked:
        since = asking.since(one.operands["days"]) if op == "within" else None
        found = Q(**_at(TEXTS[one.field], since))
        person = person.filter(found if wanted else ~found)
    return Q(Exists(person))


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
    **{name: _texts(column) for name, column in TEXTS.items()},
    "replied": _replies,
    "opted_out": _opt_outs,
}


def suppression(asking: Asking, one: Condition, op: str) -> Q:
    """A standing suppression of one of the kinds."""
    rows = Suppression.objects.of(asking.workspace_id).standing().filter(phone=OuterRef("phone"))
    return Q(Exists(rows.filter(kind__in=one.operands["kinds"])))


def consent(asking: Asking, one: Condition, op: str) -> Q:
    """As the consent gate folds the ledger (compliance/standing.py): a grant that reaches marketing stands
    until the person leaves or the import that it came with is undone. Every number is in one of the three.
    """
    lines = ConsentEvent.objects.of(asking.workspace_id).filter(phone=OuterRef("phone"))
    left = lines.filter(kind=Kind.OPT_OUT, sender="")
    undone = lines.filter(kind=Kind.IMPORT_UNDONE, attestation=OuterRef("attestation"))
    grants = lines.filter(kind__in=ConsentEvent.GRANTS, scope__in=MARKETING)
    kind = ExpressionWrapper(OuterRef("kind"), output_field=CharField())
    of_import = undone.alias(of=kind).filter(of=Kind.IMPORT_ATTESTED)
    stands = grants.exclude(Exists(left.filter(pk__gt=OuterRef("pk")))).exclude(
        Exists(of_import.filter(pk__gt=OuterRef("pk")))
    )
    if op == "given":
        # What takes a grant away is rare, and has an index of its own (`consent_taken`): the order of the
        # lines is looked at only where there is one.
        taken = lines.filter(kind__in=[Kind.OPT_OUT, Kind.IMPORT_UNDONE])
        return Q(Exists(grants)) & (~Q(Exists(taken)) | Q(Exists(stands)))
    return ~Q(Exists(stands)) & (Q(Exists(left)) if op == "withdrawn" else ~Q(Exists(left)))
