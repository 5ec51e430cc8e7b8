"""What a campaign's details may be: the one place where they are checked, for pages and APIs alike."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from apps.audiences import spec as audiences
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import BadTime, BodyTooLong, NoName
from apps.common import clock
from apps.messaging.gates import LONGEST
from apps.messaging.refusals import UnknownSender
from apps.senders.models import Sender

FARTHEST = timedelta(days=366)


def write(campaign: Campaign, details: Mapping[str, Any]) -> None:
    """Put the given details on an unsaved campaign. Raises the Invalid that names the field."""
    if "name" in details:
        campaign.name = " ".join(str(details["name"]).replace("\0", "").split())[:120]
        if not campaign.name:
            raise NoName
    if "body" in details:
        campaign.body = _body(details["body"])
    if "audience" in details:
        campaign.audience = audiences.read(details["audience"]).as_data()
    if "sender" in details:
        campaign.sender = _own_sender(campaign, details["sender"])
    if "scheduled_at" in details:
        campaign.scheduled_at = _planned(details["scheduled_at"])
    if "metadata" in details:
        campaign.metadata = dict(details["metadata"])
    campaign.updated_at = clock.now()


def _body(body: Any) -> str:
    text = str(body).replace("\0", "").replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise BodyTooLong
    return text


def _own_sender(campaign: Campaign, sender: Sender | None) -> Sender | None:
    if sender is not None and sender.workspace_id != campaign.workspace_id:
        raise UnknownSender
    return sender


def _planned(at: datetime | None) -> datetime | None:
    """When a draft is meant to go; None: at once. Only a launch makes it so."""
    if at is not None and not clock.now() < at < clock.now() + FARTHEST:
        raise BadTime
    return at
