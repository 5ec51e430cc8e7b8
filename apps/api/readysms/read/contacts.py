"""Contract §3: which contacts are asked for, and what is to be written about one."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from apps.accounts.models import Workspace
from apps.api.kernel import arguments, paging
from apps.api.kernel.people import Wish
from apps.api.kernel.refusals import UnknownContact
from apps.api.readysms.fields import FIRST_STAGE, PLACES
from apps.contacts.models import Contact, Contacts
from apps.messaging.models import Conversation
from apps.pipeline.actions import key_of
from apps.sequences.models import Enrolment

Body = Mapping[str, Any]
Query = Mapping[str, str]
NAMES = ("first_name", "last_name", "email")


def found(workspace: Workspace, query: Query) -> Contacts:
    """Newest first."""
    rows = shown(workspace)
    for narrow in (_tag, _status, _stage, _assigned, _sequence):
        rows = rows.filter(narrow(workspace, query))
    text = paging.word(query, "search")
    return rows.search(text) if text else rows


def one(workspace: Workspace, pk: str | int) -> Contact:
    """Raises UnknownContact."""
    contact = shown(workspace).filter(pk=paging.row_id(str(pk))).first()
    if contact is None:
        raise UnknownContact
    return contact


def shown(workspace: Workspace) -> Contacts:
    """With the tags and the stage that write.contacts shows."""
    rows = Contact.objects.of(workspace).select_related("placement__stage")
    return rows.prefetch_related("taggings__tag")


def _tag(workspace: Workspace, query: Query) -> Q:
    name = paging.word(query, "tag")
    return Q(taggings__tag__name__iexact=name) if name else Q()


def _status(workspace: Workspace, query: Query) -> Q:
    name = paging.word(query, "status")
    return Q(status=name) if name else Q()


def _stage(workspace: Workspace, query: Query) -> Q:
    """Who stands nowhere is shown, and found, in the first stage."""
    key = key_of(paging.word(query, "pipeline_stage"))
    nowhere = Q(placement=None) if key == FIRST_STAGE else Q()
    return nowhere | Q(placement__stage__key=key) if key else Q()


def _assigned(workspace: Workspace, query: Query) -> Q:
    """Whose conversation is assigned to this user (integer id)."""
    given = paging.word(query, "assigned_to")
    threads = Conversation.objects.of(workspace).filter(assigned_to=paging.row_id(given))
    return Q(pk__in=threads.values("contact")) if given else Q()


def _sequence(workspace: Workspace, query: Query) -> Q:
    """Who is on their way in this sequence (integer id)."""
    given = paging.word(query, "drip_sequence_id")
    rows = Enrolment.objects.of(workspace).live().filter(sequence=paging.row_id(given))
    return Q(pk__in=rows.values("contact")) if given else Q()


def new(body: Body) -> tuple[str, str, Wish]:
    """Phone, source and the rest of a contact that is to be made. Raises MissingArgument, BadArgument."""
    phone = arguments.needed(body, "phone")
    source = arguments.text(body, "source") or "api"
    wish = _wish(body, _details(body))
    return phone, source, Wish(wish.details, wish.tags, wish.stage or FIRST_STAGE, wish.dnd)


def change(body: Body) -> Wish:
    """What is to change: the names that are given, and no others. Raises BadArgument."""
    details = _details(body)
    for name in ("phone", "source", "status"):
        if (value := arguments.text(body, name)) is not None:
            details[name] = value
    return _wish(body, details)


def _wish(body: Body, details: dict[str, Any]) -> Wish:
    return Wish(
        details,
        tags=arguments.texts(body, "tags"),
        stage=arguments.text(body, "pipeline_stage"),
        dnd=arguments.flag(body, "dnd_sms"),
    )


def _details(body: Body) -> dict[str, Any]:
    """Columns; company, city and state are attributes as custom fields are. null empties a field."""
    details: dict[str, Any] = {name: arguments.text(body, name) for name in NAMES if name in body}
    places = {name: arguments.text(body, name) for name in PLACES if name in body}
    attributes = {**(arguments.mapping(body, "custom_fields") or {}), **places}
    return {**details, "attributes": attributes} if attributes else details
