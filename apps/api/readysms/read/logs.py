"""Contract §2.3: which messages are asked for."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.db.models import Q

from apps.accounts.models import Workspace
from apps.api.kernel import paging
from apps.api.kernel.refusals import BadArgument
from apps.api.readysms import statuses
from apps.common.ids import parse
from apps.messaging.models import Message, Messages
from apps.messaging.refusals import UnknownMessage

DIRECTIONS = {"outbound": Message.Direction.OUT, "inbound": Message.Direction.IN}
NAMES = ("search", "direction", "status", "contact_id", "from", "to")
Query = Mapping[str, str]


def found(workspace: Workspace, query: Query) -> Messages:
    """Newest first. Names in the query string go before those in `filters`. Raises BadArgument."""
    given = {name: query[name] for name in NAMES if query.get(name)}
    query = {**_filters(query.get("filters", "")), **given}
    rows = shown(workspace)
    for narrow in (_direction, _status, _contact, _days, _search):
        rows = rows.filter(narrow(query))
    return rows


def one(workspace: Workspace, name: str) -> Message:
    """By message_id, or by the integer id. Raises UnknownMessage."""
    by = {"public_id": name} if parse("msg", name) else {"pk": paging.row_id(name)}
    message = shown(workspace).filter(**by).first()
    if message is None:
        raise UnknownMessage
    return message


def shown(workspace: Workspace) -> Messages:
    return Message.objects.of(workspace).select_related("contact", "sender__carrier")


def _filters(given: str) -> dict[str, str]:
    """`filters` is a JSON object with the same names; a status may be an array."""
    try:
        held = orjson.loads(given or "{}")
    except ValueError as fault:
        raise BadArgument("filters must be a JSON object", field="filters") from fault
    if not isinstance(held, dict):
        raise BadArgument("filters must be a JSON object", field="filters")
    return {name: _flat(held[name]) for name in NAMES if held.get(name)}


def _flat(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _direction(query: Query) -> Q:
    word = paging.word(query, "direction")
    if word and word not in DIRECTIONS:
        raise BadArgument("direction must be inbound or outbound", field="direction")
    return Q(direction=DIRECTIONS[word]) if word else Q()


def _status(query: Query) -> Q:
    words = [word.strip() for word in paging.word(query, "status").split(",") if word.strip()]
    if unknown := set(words) - set(statuses.ACCEPTED):
        raise BadArgument(f"{min(unknown)} is not a status", field="status")
    return Q(state__in=[state for word in words for state in statuses.states(word)]) if words else Q()


def _contact(query: Query) -> Q:
    given = paging.word(query, "contact_id")
    return Q(contact=paging.row_id(given)) if given else Q()


def _days(query: Query) -> Q:
    since, until = paging.since(query), paging.until(query)
    return (Q(created_at__gte=since) if since else Q()) & (Q(created_at__lt=until) if until else Q())


def _search(query: Query) -> Q:
    text = paging.word(query, "search")
    if not text:
        return Q()
    named = Q(contact__first_name__icontains=text) | Q(contact__last_name__icontains=text)
    digits = "".join(c for c in text if c.isdigit())
    return named | Q(body__icontains=text) | (Q(phone__contains=digits) if len(digits) > 3 else Q())
