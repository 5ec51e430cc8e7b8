"""Streams: the queue, seen as many. A stream is what waits for one sender, of one lane or of none, at one
priority.

The index message_queue holds the streams one behind the other, so that finding them costs a probe for each,
and a stream that may not move (its lane paused, its account resting) is passed over however long it is.
"""

from dataclasses import dataclass

from django.db import connection

from apps.carriers.models import CarrierAccount
from apps.common import clock
from apps.common.index_order import in_index_order
from apps.messaging.models import Lane, Message
from apps.senders.models import Sender

# What somebody waits for: replies and single texts. Campaigns have 5.
URGENT = 5


@dataclass(frozen=True, slots=True)
class Stream:
    """A queue of its own, in order of not_before and id."""

    lane_id: int | None
    sender: Sender
    priority: int
    head_id: int = 0  # the text that is longest due

    @property
    def account(self) -> CarrierAccount:
        return self.sender.carrier

    @property
    def is_urgent(self) -> bool:
        return self.priority < URGENT


def due() -> list[Stream]:
    """Streams with something due that may move now, the most urgent first."""
    heads = [head for laned in (True, False) for head in _heads(laned)]
    senders = _that_may_send({sender for _, sender, _, _ in heads})
    lanes = _open_lanes({lane for lane, _, _, _ in heads if lane is not None})
    found = [
        Stream(lane, senders[sender], priority, head)
        for lane, sender, priority, head in heads
        if sender in senders and (lane is None or lane in lanes)
    ]
    return sorted(found, key=lambda stream: stream.priority)


def _that_may_send(ids: set[int]) -> dict[int, Sender]:
    """A suspended workspace, a paused sender, an account at rest: their texts wait where they are."""
    now = clock.now()
    senders = Sender.everywhere.usable().select_related("carrier", "workspace").filter(pk__in=ids)
    return {
        sender.pk: sender
        for sender in senders.filter(workspace__state="active")
        if not sender.carrier.rests(now) and sender.carrier.is_readable
    }


def _open_lanes(ids: set[int]) -> set[int]:
    return set(Lane.everywhere.filter(pk__in=ids, paused=False, closed=False).values_list("pk", flat=True))


_COLUMNS = "lane_id, sender_id, priority"
# From the first row of one stream straight to the first row of the next ("loose index scan").
_WALK = """
WITH RECURSIVE head(id) AS (
    SELECT (SELECT id FROM {table} WHERE {waits} ORDER BY {columns}, not_before, id LIMIT 1)
    UNION ALL
    SELECT (SELECT n.id FROM {table} n WHERE {waits} AND ({next}) > ({here})
            ORDER BY n.lane_id, n.sender_id, n.priority, n.not_before, n.id LIMIT 1)
    FROM head JOIN {table} h ON h.id = head.id
)
SELECT m.lane_id, m.sender_id, m.priority, m.id FROM head JOIN {table} m ON m.id = head.id
WHERE m.not_before <= %s
"""


def _heads(laned: bool) -> list[tuple[int | None, int, int, int]]:
    """Lane, sender, priority and first text of streams whose first text is due.

    NULL compares with nothing: two walks."""
    named = ("lane_id", "sender_id", "priority") if laned else ("sender_id", "priority")
    sql = _WALK.format(
        table=connection.ops.quote_name(Message._meta.db_table),
        waits=f"phase = 0 AND state = 'queued' AND lane_id IS {'NOT ' if laned else ''}NULL",
        columns=_COLUMNS,
        next=", ".join(f"n.{name}" for name in named),
        here=", ".join(f"h.{name}" for name in named),
    )
    with in_index_order(), connection.cursor() as cursor:
        cursor.execute(sql, [connection.ops.adapt_datetimefield_value(clock.now())])
        found: list[tuple[int | None, int, int, int]] = cursor.fetchall()
    return found
