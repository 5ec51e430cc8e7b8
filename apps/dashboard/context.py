"""What the shell around every page needs. Asked only when a template asks: parts for htmx cost nothing."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from apps.accounts import queries as seats
from apps.accounts.models import Workspace
from apps.accounts.roles import APPROVE, EDIT, MANAGE, OWN, REPLY, SEND, VIEW
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.compliance.models import Suppression
from apps.credits.queries import Runway, runway
from apps.dashboard.middleware import current_seat
from apps.messaging.models import Conversation

UNDER_WAY = (Campaign.State.EXPANDING, Campaign.State.SENDING)
RIGHTS = (VIEW, REPLY, EDIT, SEND, APPROVE, MANAGE, OWN)
BADGE_LIMIT = 100  # a badge says 99+: counting on would cost more than it tells


def shell(request: HttpRequest) -> dict[str, Any]:
    """`shell` for base_app.html."""
    return {"shell": Shell(request)}


class Shell:
    """The rail, the bar and the switcher: at most six queries a page, each of them bounded."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def has_mail_server(self) -> bool:
        return bool(settings.HAS_MAIL_SERVER)

    @property
    def clock_moved(self) -> str:
        """For rehearsals (CLOCK_SHIFT): why the times here are not the wall clock's."""
        return clock.moved()

    @cached_property
    def _workspace(self) -> Workspace | None:
        seat = current_seat(self._request) if hasattr(self._request, "user") else None
        return seat.workspace if seat else None

    @cached_property
    def may(self) -> dict[str, bool]:
        """What the person may do here, by right. Buttons ask; views ask again."""
        seat = current_seat(self._request) if hasattr(self._request, "user") else None
        return {right: seat.may(right) for right in RIGHTS} if seat else {}

    @cached_property
    def workspaces(self) -> list[Workspace]:
        """Where the person may go."""
        user = getattr(self._request, "user", None)
        return [seat.workspace for seat in seats.seats(user)] if user and user.is_authenticated else []

    @cached_property
    def _runway(self) -> Runway | None:
        """A sandbox is never charged, so it has none."""
        place = self._workspace
        return runway(place) if place and not place.is_sandbox else None

    @property
    def credits(self) -> int | None:
        return self._runway.balance if self._runway else None

    @property
    def runway_days(self) -> int | None:
        return self._runway.days if self._runway else None

    @cached_property
    def badges(self) -> dict[str, str]:
        """What waits: unread conversations, campaigns under way, replies to review."""
        place = self._workspace
        if place is None:
            return {}
        return {
            "inbox": _badge(Conversation.objects.of(place).filter(unread__gt=0)),
            "campaigns": _badge(Campaign.objects.of(place).filter(state__in=UNDER_WAY)),
            "review": _badge(Suppression.objects.of(place).standing().filter(kind=Suppression.Kind.REVIEW)),
        }


def _badge(rows: Any) -> str:
    number = rows.order_by()[:BADGE_LIMIT].count()
    if number == BADGE_LIMIT:
        return f"{BADGE_LIMIT - 1}+"
    return str(number) if number else ""
