"""What a campaign's details may be: the one place where they are checked, for pages and APIs alike."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_noop as _

from apps.audiences import spec as audiences
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import BadPace, BadTime, BodyTooLong, NoName
from apps.common import clock
from apps.common.sentences import shape
from apps.messaging.gates import LONGEST
from apps.messaging.refusals import UnknownSender
from apps.senders.models import Pool, Sender

FARTHEST = timedelta(days=366)
Reader = Callable[[Campaign, Any], Any]


def write(campaign: Campaign, details: Mapping[str, Any]) -> None:
    """Put the given details on an unsaved campaign. Raises the Invalid that names the field."""
    for name, read in READERS.items():
        if name in details:
            setattr(campaign, name, read(campaign, details[name]))
    campaign.updated_at = clock.now()


def _name(campaign: Campaign, given: Any) -> str:
    name = " ".join(str(given).replace("\0", "").split())[:120]
    if not name:
        raise NoName
    return name


def _body(campaign: Campaign, given: Any) -> str:
    text = str(given).replace("\0", "").replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise BodyTooLong
    return text


def _own_sender(campaign: Campaign, sender: Sender | None) -> Sender | None:
    if sender is not None and sender.workspace_id != campaign.workspace_id:
        raise UnknownSender
    return sender


def _own_pool(campaign: Campaign, pool: Pool | None) -> Pool | None:
    if pool is not None and pool.workspace_id != campaign.workspace_id:
        raise UnknownSender
    return pool


_RANGE = shape(_("Choose a whole number from 1 to %(most)s."))


def _pace(name: str, most: int) -> Reader:
    """None: as fast as the sender may."""

    def read(campaign: Campaign, given: int | None) -> int | None:
        if given is not None and not 1 <= given <= most:
            raise BadPace(_RANGE % {"most": f"{most:,}"}, field=name)
        return given

    return read


def _planned(campaign: Campaign, at: datetime | None) -> datetime | None:
    """When a draft is meant to go; None: at once. Only a launch makes it so."""
    if at is not None and not clock.now() < at < clock.now() + FARTHEST:
        raise BadTime
    return at


READERS: Mapping[str, Reader] = {
    "name": _name,
    "body": _body,
    "audience": lambda campaign, given: audiences.read(given).as_data(),
    "sender": _own_sender,
    "pool": _own_pool,
    "per_hour": _pace("per_hour", 3_600_000),  # a thousand a second
    "spread_hours": _pace("spread_hours", 72),  # a text that waits is good for no longer
    "scheduled_at": _planned,
    "metadata": lambda campaign, given: dict(given),
}
