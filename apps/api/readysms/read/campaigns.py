"""Contract §2.2: what a new campaign is, and which one is to go."""

from collections.abc import Mapping
from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel import arguments, paging
from apps.api.kernel.refusals import (
    BadArgument,
    MissingArgument,
    UnknownCampaign,
    UnknownContact,
    UnknownList,
    UnknownSegment,
)
from apps.api.readysms.read import moments
from apps.api.readysms.read.sending import sender
from apps.audiences.models import Segment
from apps.audiences.spec import MOST_CONTACTS
from apps.campaigns.models import Campaign
from apps.common.among import Among
from apps.contacts.models import Contact
from apps.lists.models import ContactList
from apps.messaging.gates import LONGEST
from apps.messaging.refusals import BodyTooLong
from apps.tags.models import Tag

Body = Mapping[str, Any]


def one(workspace: Workspace, pk: str) -> Campaign:
    """Raises UnknownCampaign."""
    rows = Campaign.objects.of(workspace).select_related("workspace", "sender", "lane")
    found: Campaign | None = rows.filter(pk=paging.row_id(pk)).first()
    if found is None:
        raise UnknownCampaign
    return found


def details(workspace: Workspace, body: Body) -> dict[str, Any]:
    """What campaigns.actions.draft takes. What is missing is said before what is wrong."""
    name, message = arguments.needed(body, "name"), arguments.needed(body, "message")
    if len(message) > LONGEST:
        raise BodyTooLong
    at = moments.ahead(body)
    return {
        "name": name,
        "body": message,
        "audience": {"include": _audience(workspace, body)},
        "sender": sender(workspace, body),
        **({"scheduled_at": at} if at else {}),
    }


def _audience(workspace: Workspace, body: Body) -> dict[str, Any]:
    """Its parts stand in the body, or together under `audience`. At least one."""
    held = arguments.mapping(body, "audience") or body
    parts = {
        "contacts": _contacts(workspace, held),
        "tags": _tags(workspace, held),
        "lists": _by_id(workspace, held, "list_id", ContactList, UnknownList),
        "segments": _by_id(workspace, held, "segment_id", Segment, UnknownSegment),
    }
    include = {name: keys for name, keys in parts.items() if keys}
    if not include:
        raise MissingArgument(field="audience")
    return include


def _contacts(workspace: Workspace, held: Body) -> list[int]:
    given = arguments.wholes(held, "contact_ids", MOST_CONTACTS) or []
    known = Contact.objects.of(workspace).filter(Among("id", given))
    if given and known.count() < len(given):
        raise UnknownContact(field="contact_ids")
    return given


def _tags(workspace: Workspace, held: Body) -> list[int]:
    names = arguments.texts(held, "tags") or []
    folded = {tag.name.casefold(): tag.pk for tag in Tag.objects.of(workspace)} if names else {}
    for name in names:
        if name.strip().casefold() not in folded:
            raise BadArgument(f"tags: there is no tag '{name[:60]}'", field="tags")
    return [folded[name.strip().casefold()] for name in names]


def _by_id(workspace: Workspace, held: Body, name: str, model: Any, unknown: Any) -> list[int]:
    pk = arguments.whole(held, name)
    if pk is None:
        return []
    if not model.objects.of(workspace).filter(pk=pk).exists():
        raise unknown
    return [pk]
