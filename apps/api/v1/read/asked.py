"""Arguments that several resources share."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Model, QuerySet

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument, MissingArgument
from apps.api.v1.refusals import MetadataTooLarge
from apps.common import clock
from apps.common.ids import parse
from apps.common.refusals import NotFound
from apps.messaging.refusals import UnknownSender
from apps.senders.models import Sender

MOST_METADATA = 20
# Clocks differ; and nobody plans for longer.
MINUTES_AGO, FARTHEST = timedelta(minutes=5), timedelta(days=366)
Body = Mapping[str, Any]


def one(rows: QuerySet[Any], kind: str, prefix: str, public_id: str) -> Any:
    """The row of a public id. Raises NotFound: No such message: 'msg_x'."""
    found: Model | None = rows.filter(public_id=public_id).first() if parse(prefix, public_id) else None
    if found is None:
        raise NotFound(f"No such {kind}: '{public_id[:60]}'.", field="id")
    return found


def moment_ahead(body: Body, name: str) -> datetime | None:
    """From now to a year ahead. Raises BadArgument."""
    at, now = moment(body, name), clock.now()
    if at is not None and not now - MINUTES_AGO < at < now + FARTHEST:
        raise BadArgument(f"{name} must be a time from now to a year ahead.", field=name)
    return at


def needed(query: Mapping[str, str], name: str) -> str:
    """A value that the query string must have. Raises MissingArgument."""
    value = query.get(name, "").replace("\0", "").strip()[:200]
    if not value:
        raise MissingArgument(field=name)
    return value


def metadata(body: Body) -> dict[str, Any]:
    """Raises BadArgument, MetadataTooLarge."""
    held = arguments.mapping(body, "metadata") or {}
    if len(held) > MOST_METADATA or any(
        len(name) > 40 or len(str(value)) > 500 for name, value in held.items()
    ):
        raise MetadataTooLarge
    if any(isinstance(value, dict | list) for value in held.values()):
        raise BadArgument("metadata holds texts, numbers, true and false.", field="metadata")
    return {_plain(name): _plain(value) for name, value in held.items()}


def _plain(value: Any) -> Any:
    """Without NUL, which PostgreSQL stores in no text."""
    return value.replace("\0", "") if isinstance(value, str) else value


def variables(body: Body) -> dict[str, str]:
    """Values for placeholders, as texts."""
    held = arguments.mapping(body, "variables") or {}
    if len(held) > 100 or any(isinstance(value, dict | list) for value in held.values()):
        raise BadArgument("variables is an object of at most 100 texts or numbers.", field="variables")
    return {_plain(name): "" if value is None else _plain(str(value)) for name, value in held.items()}


def sender(workspace: Workspace, body: Body, name: str = "from") -> Sender | None:
    """By number, alphanumeric id, label or snd_ id; None when none is named. Raises UnknownSender."""
    given = arguments.text(body, name)
    if given is None or not given.strip():
        return None
    given = given.strip()
    rows = Sender.objects.of(workspace).select_related("carrier")
    by_id = rows.filter(public_id=given).first() if parse("snd", given) else None
    found = by_id or rows.filter(address=given).first() or rows.filter(label__iexact=given[:80]).first()
    if found is None:
        raise UnknownSender(f"There is no sender '{given[:40]}'.", field=name)
    return found


def moment(body: Body, name: str) -> datetime | None:
    """ISO 8601, with an offset or in UTC. Raises BadArgument."""
    given = arguments.text(body, name)
    if given is None:
        return None
    try:
        at = datetime.fromisoformat(given)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as fault:
        raise BadArgument(f"{name} must be a time such as 2026-05-01T20:00:00Z.", field=name) from fault
