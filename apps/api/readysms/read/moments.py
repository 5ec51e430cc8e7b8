"""Moments in a body."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument, MissingArgument
from apps.common import clock

Body = Mapping[str, Any]


def ahead(body: Body, name: str = "scheduled_at") -> datetime | None:
    """ISO 8601, with an offset or in UTC, and still to come. Raises BadArgument."""
    given = arguments.text(body, name)
    if not given:
        return None
    try:
        at = datetime.fromisoformat(given)
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as fault:
        raise BadArgument(f"{name} must be a time such as 2026-04-07T14:30:00.000Z", field=name) from fault
    if at <= clock.now():
        raise BadArgument(f"{name} must be in the future", field=name)
    return at


def needed(body: Body, name: str = "scheduled_at") -> datetime:
    """Raises MissingArgument, BadArgument."""
    at = ahead(body, name)
    if at is None:
        raise MissingArgument(field=name)
    return at
