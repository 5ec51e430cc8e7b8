"""Contract § 7: which contacts are asked for, and what is to be written about one."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.people import Wish
from apps.api.kernel.refusals import BadArgument
from apps.api.v1.read import asked, lists, messages
from apps.common.ids import parse
from apps.common.refusals import NotFound
from apps.contacts.models import Contact, Contacts
from apps.lists.models import Membership

COLUMNS = ("first_name", "last_name", "email")
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OptIn:
    """Where and from which address somebody agreed."""

    source: str
    ip: str | None


def shown(workspace: Workspace) -> Contacts:
    """With the tags that write.contacts shows."""
    return Contact.objects.of(workspace).prefetch_related("taggings__tag")


def one(workspace: Workspace, public_id: str) -> Contact:
    """Raises NotFound."""
    row: Contact = asked.one(shown(workspace), "contact", "con", public_id)
    return row


def found(workspace: Workspace, query: Query) -> Contacts:
    """?query= phone= email= list_id=. Raises InvalidPhone, NotFound."""
    rows = shown(workspace)
    if phone := _word(query, "phone"):
        rows = rows.filter(phone=messages.number(workspace, phone, "phone"))
    if email := _word(query, "email"):
        rows = rows.filter(email=email.lower())
    if list_id := _word(query, "list_id"):
        target = lists.one(workspace, list_id)
        members = Membership.objects.of(workspace).filter(list=target, contact=OuterRef("pk"))
        rows = rows.filter(Exists(members))
    text = _word(query, "query")
    return rows.search(text) if text else rows


def _word(query: Query, name: str) -> str:
    return query.get(name, "").replace("\0", "").strip()[:200]


def other(workspace: Workspace, body: asked.Body) -> tuple[Contact, list[str]]:
    """The contact that goes, and which values of it are taken. Raises MissingArgument, NotFound."""
    public_id = arguments.needed(body, "contact_id")
    row = shown(workspace).filter(public_id=public_id).first() if parse("con", public_id) else None
    if row is None:
        raise NotFound(f"No such contact: '{public_id[:60]}'.", field="contact_id")
    return row, arguments.texts(body, "take") or []


def new(workspace: Workspace, body: asked.Body) -> tuple[str, Wish, OptIn | None]:
    """Phone, the rest, and the consent that was given. Raises MissingArgument, InvalidPhone, BadArgument."""
    phone = messages.number(workspace, arguments.needed(body, "phone"), "phone")
    return phone, wish(body), opt_in(body)


def change(workspace: Workspace, body: asked.Body) -> Wish:
    """What is to change: the names that are given, and no others."""
    told = wish(body)
    if (phone := arguments.text(body, "phone")) is not None:
        number = messages.number(workspace, phone, "phone")
        return Wish({**told.details, "phone": number}, told.tags, told.stage, told.dnd)
    return told


def wish(body: asked.Body) -> Wish:
    details: dict[str, Any] = {name: arguments.text(body, name) for name in COLUMNS if name in body}
    if attributes := arguments.mapping(body, "attributes"):
        details["attributes"] = attributes
    if (status := arguments.text(body, "status")) is not None:
        details["status"] = status
    return Wish(
        details,
        tags=arguments.texts(body, "tags"),
        stage=arguments.text(body, "stage"),
        dnd=arguments.flag(body, "dnd"),
    )


def opt_in(body: asked.Body) -> OptIn | None:
    """Raises BadArgument."""
    held = arguments.mapping(body, "opt_in")
    if held is None:
        return None
    source, given = arguments.text(held, "source"), arguments.text(held, "ip")
    if not source or not source.strip():
        raise BadArgument("opt_in.source says where they agreed.", field="opt_in.source")
    return OptIn(source.strip()[:200], ip(given, "opt_in.ip"))


def ip(given: str | None, name: str) -> str | None:
    """Raises BadArgument."""
    if not given:
        return None
    try:
        return str(ipaddress.ip_address(given.strip()))
    except ValueError as fault:
        raise BadArgument(f"{name} must be an IP address.", field=name) from fault
