"""What carriers posted about one text, raw, though no column links the two: found by its ids in the bytes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Func, Q, Value

from apps.carriers import showing
from apps.carriers.models import Callback
from apps.common import clock
from apps.messaging.models import Message
from config.inspecting.near import between

# A receipt is good for as long as a text; late ones are looked for no longer than this after its end.
AFTER = timedelta(hours=72)
# Posts read for one page: 20,000 of 300 bytes are read in some 50 ms.
MOST = 20_000
SHOWN = 20
# One post may hold 200 receipts.
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Post:
    """One post of the carrier, without its secrets."""

    callback: Callback
    query: str
    body: str


class _Holds(Func):
    """Whether the bytes of a column hold these."""

    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="position(%(expressions)s) > 0", arg_joiner=" IN ")

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="instr(%(expressions)s) > 0")


def posts(message: Message) -> list[Post]:
    """Oldest first, 20 at the most."""
    start, end = _times(message)
    rows = between(Callback.objects.order_by(), "received_at", start, end)
    mine = rows.filter(account_id=message.sender.carrier_id)
    names = [name for name in (message.carrier_ref, message.public_id) if name]
    newest = mine.order_by("pk").values("pk")[:MOST]
    held = Callback.objects.filter(pk__in=newest).filter(_any(names)).order_by("pk")[:SHOWN]
    return [_post(row, names) for row in held]


def _any(names: list[str]) -> Q:
    told = Q(pk__in=[])
    for name in names:
        told |= Q(query__contains=name) | Q(_holds(name))
    return told


def _holds(name: str) -> Any:
    """PostgreSQL: position(what IN where); SQLite: instr(where, what)."""
    what = Value(name.encode())
    return _Holds(what, "body") if connection.vendor == "postgresql" else _Holds("body", what)


def _times(message: Message) -> tuple[datetime, datetime]:
    start = message.attempted_at or message.created_at
    if message.direction == Message.Direction.IN:
        start = message.created_at - timedelta(hours=1)
    return start - timedelta(minutes=1), min((message.ended_at or start) + AFTER, clock.now())


def _post(row: Callback, names: list[str]) -> Post:
    """The part of the body that names the text, when it is long."""
    body = showing.body(row)
    at = max(0, min((found for name in names if (found := body.find(name)) >= 0), default=0) - LONGEST // 2)
    cut = body[at : at + LONGEST]
    return Post(
        row, showing.query(row), f"{'… ' if at else ''}{cut}{' …' if at + LONGEST < len(body) else ''}"
    )
