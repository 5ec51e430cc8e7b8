"""Contract § 5: what is to be sent, and which messages are asked for."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument
from apps.api.v1 import statuses
from apps.api.v1.consent import WORDING
from apps.api.v1.read import asked
from apps.campaigns.models import Campaign
from apps.common.ids import parse
from apps.contacts import fields
from apps.contacts.models import Contact
from apps.contacts.refusals import InvalidPhone
from apps.messaging.actions import Single
from apps.messaging.gates import LONGEST
from apps.messaging.models import Message, Messages
from apps.messaging.refusals import BodyTooLong

Query = Mapping[str, str]


def single(workspace: Workspace, body: asked.Body) -> Single:
    """Raises MissingArgument, BadArgument, InvalidPhone, BodyTooLong, UnknownSender, MetadataTooLarge."""
    to, text = number(workspace, arguments.needed(body, "to"), "to"), text_of(body)
    return Single(
        to,
        text,
        asked.sender(workspace, body),
        WORDING,
        variables=asked.variables(body),
        metadata=asked.metadata(body),
    )


def text_of(body: asked.Body) -> str:
    """Raises MissingArgument, BadArgument, BodyTooLong."""
    text = arguments.needed(body, "body")
    if len(text) > LONGEST:
        raise BodyTooLong(field="body")
    return text


def number(workspace: Workspace, given: str, name: str) -> str:
    """E.164. Raises InvalidPhone, saying what was given."""
    try:
        return fields.phone(given, workspace.default_region)
    except InvalidPhone:
        said = f"The phone number '{given[:40]}' could not be parsed as E.164."
        raise InvalidPhone(said, field=name) from None


def one(workspace: Workspace, public_id: str) -> Message:
    """Raises NotFound."""
    row: Message = asked.one(shown(workspace), "message", "msg", public_id)
    return row


def shown(workspace: Workspace) -> Messages:
    rows = Message.objects.of(workspace).outbound()
    return rows.select_related("contact", "workspace")


def found(workspace: Workspace, query: Query) -> Messages:
    """Raises BadArgument."""
    rows = shown(workspace)
    for narrow in (_status, _campaign, _contact):
        rows = rows.filter(narrow(workspace, query))
    return rows


def _status(workspace: Workspace, query: Query) -> Q:
    word = query.get("status", "")
    if not word:
        return Q()
    if word not in statuses.MESSAGE_WORDS:
        raise BadArgument(f"status is one of {', '.join(statuses.MESSAGE_WORDS)}.", field="status")
    if word == "replied":
        return Q(replied_at__isnull=False)
    return Q(state__in=statuses.states_of(word), replied_at=None)


def _campaign(workspace: Workspace, query: Query) -> Q:
    """By its lane, which has an index."""
    given = query.get("campaign_id", "")
    if not given:
        return Q()
    known = Campaign.objects.of(workspace).filter(public_id=given) if parse("cmp", given) else None
    lane: Any = known.values_list("lane", flat=True).first() if known else None
    return Q(lane=lane) if lane else Q(pk__in=[])


def _contact(workspace: Workspace, query: Query) -> Q:
    given = query.get("contact_id", "")
    if not given:
        return Q()
    known = Contact.objects.of(workspace).filter(public_id=given) if parse("con", given) else None
    pk: Any = known.values_list("pk", flat=True).first() if known else None
    return Q(contact=pk) if pk else Q(pk__in=[])
