"""Claim: take due texts out of their streams. The commit of this is the attempt, before the carrier call."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from apps.common import clock
from apps.common.among import Among
from apps.common.index_order import in_index_order
from apps.contacts.models import Contact
from apps.messaging import leases, streams
from apps.messaging.drafts import VALIDITY
from apps.messaging.models import Lane, Message
from apps.messaging.streams import Stream
from apps.senders.models import Sender

# What the column holds. A text that is told "in a second" for 72 hours comes to 260,000.
MOST_ATTEMPTS = 30_000


class Claimed(NamedTuple):
    """A claimed text, and its contact as it is now. No model: making instances cost more than the claim."""

    pk: int
    public_id: str
    workspace_id: int
    kind: str
    contact_id: int
    lane_id: int | None
    phone: str
    address: str
    body: str
    encoding: str
    parts: int
    credits: int
    attempts: int
    claimed_by: str
    priority: int
    forced: bool  # goes outside the workspace's open hours
    is_late: bool  # its validity has ended
    sender: Sender
    contact_phone: str
    dnd: bool
    closes: datetime | None = None  # when the hours end where the phone is (validity.py)

    @property
    def message_id(self) -> int:
        return self.pk

    @property
    def attributes(self) -> Mapping[str, Any]:
        """Nothing: what a gate reads of the person's attributes was read before the text was queued."""
        return {}


@transaction.atomic
def claim(shares: Iterable[tuple[Stream, int]], worker: str) -> list[tuple[Stream, list[Claimed]]]:
    """Take so many due texts of each of these streams; answers them by stream, in their order.

    On PostgreSQL others skip what we lock; on SQLite the transaction holds the write lock from its start.
    """
    wanted = list(shares)
    if not wanted:
        return []
    leases.take(worker)
    lanes = _open_lanes({stream.lane_id for stream, _ in wanted})
    with in_index_order():
        rows = [(stream, _take(stream, most, worker)) for stream, most in wanted if stream.lane_id in lanes]
    people = _people({row[4] for _, taken in rows for row in taken})
    return [
        (stream, [_claimed(row, stream, people, lanes[stream.lane_id]) for row in taken])
        for stream, taken in rows
    ]


def take_some(most: int, worker: str) -> list[Claimed]:
    """Claim up to so many of every stream that is due: for tests, and for looking into things by hand."""
    found = claim([(stream, most) for stream in streams.due()], worker)
    return [one for _, taken in found for one in taken]


def _open_lanes(ids: set[int | None]) -> dict[int | None, bool]:
    """Those of these lanes that are open, and no lane; whether each was resumed in the last 72 hours."""
    named = [lane for lane in ids if lane is not None]
    _hold(named)
    rows = Lane.everywhere.filter(pk__in=named, paused=False, closed=False).values_list("pk", "resumed_at")
    since = clock.now() - VALIDITY
    return {None: False, **{pk: resumed_at is not None and resumed_at > since for pk, resumed_at in rows}}


def _hold(lanes: Sequence[int]) -> None:
    """Pausing and canceling wait until this claim is committed: after them nothing is claimed any more.

    A shared lock, which Django does not know, so that claims do not wait for each other.
    """
    if lanes and connection.features.has_select_for_update:
        table = connection.ops.quote_name(Lane._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT FROM {table} WHERE id = ANY(%s) ORDER BY id FOR SHARE", [list(lanes)])


_TAKE = """
WITH taken(key) AS {once} (
    SELECT id FROM {table}
    WHERE phase = 0 AND state = 'queued' AND {lane} AND sender_id = %s AND priority = %s AND not_before <= %s
    ORDER BY lane_id, sender_id, priority, not_before, id LIMIT %s {lock}
)
UPDATE {table} AS m SET state = 'sending', claimed_by = %s, attempted_at = %s,
    attempts = CASE WHEN attempts < %s THEN attempts + 1 ELSE attempts END
FROM taken WHERE m.id = taken.key
RETURNING id, public_id, workspace_id, kind, contact_id, lane_id, phone, address, body, encoding, parts,
    credits, attempts, claimed_by, priority, forced, valid_until IS NOT NULL AND valid_until < %s
"""


def _take(stream: Stream, most: int, worker: str) -> list[tuple[Any, ...]]:
    locks = connection.features.has_select_for_update_skip_locked
    sql = _TAKE.format(
        table=connection.ops.quote_name(Message._meta.db_table),
        once="MATERIALIZED" if locks else "",
        lane="lane_id IS NULL" if stream.lane_id is None else "lane_id = %s",
        lock="FOR NO KEY UPDATE SKIP LOCKED" if locks else "",
    )
    lane = [] if stream.lane_id is None else [stream.lane_id]
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(
            sql, [*lane, stream.sender.pk, stream.priority, now, most, worker, now, MOST_ATTEMPTS, now]
        )
        taken: list[tuple[Any, ...]] = cursor.fetchall()
    return taken


def _people(ids: set[int]) -> dict[int, tuple[str, bool]]:
    """Contact id → number and do-not-disturb, as they are now."""
    rows = Contact.everywhere.filter(Among("pk", ids)).values_list("pk", "phone", "dnd")
    return {pk: (phone, dnd) for pk, phone, dnd in rows}


def _claimed(
    row: tuple[Any, ...], stream: Stream, people: Mapping[int, tuple[str, bool]], resumed: bool
) -> Claimed:
    name = _PUBLIC_ID.from_db_value(row[1], None, connection)
    # Somebody who was deleted a moment ago: the text goes with them, and settling finds nothing.
    phone, dnd = people.get(row[4], (row[6], False))
    is_late = bool(row[-1]) and not resumed
    return Claimed._make((row[0], name, *row[2:-1], is_late, stream.sender, phone, dnd, None))


_PUBLIC_ID: Any = Message._meta.get_field("public_id")
