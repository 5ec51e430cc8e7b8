"""Contract § 6: what a new campaign is, and which ones are asked for."""

from collections.abc import Mapping
from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument, MissingArgument
from apps.api.v1 import statuses
from apps.api.v1.read import asked, lists, segments
from apps.campaigns.models import Campaign
from apps.messaging.gates import LONGEST
from apps.messaging.refusals import BodyTooLong

PARTS = ("list_ids", "segment_id", "contact_ids")
MOST_LISTS = 100


def one(workspace: Workspace, public_id: str) -> Campaign:
    """Raises NotFound."""
    row: Campaign = asked.one(shown(workspace), "campaign", "cmp", public_id)
    return row


def shown(workspace: Workspace) -> Any:
    return Campaign.objects.of(workspace).select_related("workspace", "sender", "lane")


def found(workspace: Workspace, query: Mapping[str, str]) -> Any:
    """?status=. Raises BadArgument."""
    rows, word = shown(workspace), query.get("status", "")
    if not word:
        return rows
    states = statuses.campaign_states_of(word)
    if not states:
        known = ", ".join(dict.fromkeys(statuses.CAMPAIGN.values()))
        raise BadArgument(f"status is one of {known}.", field="status")
    return rows.filter(state__in=states)


def details(workspace: Workspace, body: asked.Body) -> dict[str, Any]:
    """What campaigns.actions.draft takes. Raises MissingArgument, BadArgument, NotFound, UnknownSender."""
    name, text = arguments.needed(body, "name"), arguments.needed(body, "body")
    if len(text) > LONGEST:
        raise BodyTooLong(field="body")
    return {
        "name": name,
        "body": text,
        "audience": {"include": audience(workspace, body)},
        "sender": asked.sender(workspace, body),
        "metadata": asked.metadata(body),
    }


def planned(workspace: Workspace, body: asked.Body) -> dict[str, Any]:
    """Of a draft: its planned time too, in `actions.draft`'s words."""
    at = asked.moment(body, "scheduled_at")
    return {**details(workspace, body), **({"scheduled_at": at} if at else {})}


def audience(workspace: Workspace, body: asked.Body) -> dict[str, Any]:
    """One side of an audience, out of public ids. At least one part."""
    held = arguments.mapping(body, "audience")
    if held is None:
        raise MissingArgument(field="audience")
    if unknown := set(held) - set(PARTS):
        raise BadArgument(f"audience has no '{min(unknown)[:40]}'.", field="audience")
    include: dict[str, Any] = {}
    if ids := arguments.texts(held, "list_ids"):
        if len(ids) > MOST_LISTS:
            raise BadArgument(f"audience.list_ids holds at most {MOST_LISTS}.", field="audience")
        include["lists"] = [lists.one(workspace, one).pk for one in ids]
    if segment_id := arguments.text(held, "segment_id"):
        include["segments"] = [segments.one(workspace, segment_id).pk]
    if held.get("contact_ids"):
        include["contacts"] = lists.contact_ids(workspace, held)
    if not include:
        raise BadArgument("audience needs list_ids, segment_id or contact_ids.", field="audience")
    return include
