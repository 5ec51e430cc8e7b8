"""Who had a text, and when last: read from the messages in the order of their ids, by the clock.

The send path knows nothing of it. Its updates are in place because no index has the times of a message, so
there is no index by which to find what was sent or delivered just now; ids are in the order of creation, and
what was created in the last minutes or days is read again. Reading twice changes nothing.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction

from apps.audiences.models import Engagement
from apps.common import by_time, clock
from apps.messaging.models import Message

# Most texts are sent, and most receipts come, within minutes of the text's creation …
LATELY = timedelta(minutes=15)
# … and none later than this: a text is good for 72 hours at the most, and so is its receipt.
LONGEST = timedelta(days=7)
# Ids looked at in one statement: under a second.
STEP = 250_000

_SQL = """
INSERT INTO {engagement} AS e (workspace_id, contact_id, last_sent_at, last_delivered_at)
SELECT workspace_id, contact_id, MAX(sent_at), MAX(delivered_at) FROM {message}
WHERE id >= %s AND id < %s AND direction = 'out' AND sent_at IS NOT NULL
GROUP BY workspace_id, contact_id ORDER BY contact_id
ON CONFLICT (contact_id) DO UPDATE SET
    last_sent_at = CASE WHEN excluded.last_sent_at > e.last_sent_at THEN excluded.last_sent_at
        ELSE e.last_sent_at END,
    last_delivered_at = CASE WHEN excluded.last_delivered_at > COALESCE(e.last_delivered_at, {never})
        THEN excluded.last_delivered_at ELSE e.last_delivered_at END
WHERE excluded.last_sent_at > e.last_sent_at
    OR excluded.last_delivered_at > COALESCE(e.last_delivered_at, {never})
"""


def refresh(created_since: datetime | None = None) -> int:
    """Read the texts created since then (None: all of them); answers how many people had news."""
    rows = Message.everywhere.all()
    ends = by_time.ends(rows)
    if ends is None:
        return 0
    first, end = ends
    start = first if created_since is None else by_time.first_since(rows, created_since, first, end)
    return sum(_read(low, min(low + STEP, end)) for low in range(start, end, STEP))


def catch_up() -> int:
    """What the clock does often: the last minutes; everything when nothing was ever read."""
    return refresh(clock.now() - LATELY if Engagement.everywhere.exists() else None)


def any_lately() -> bool:
    """Whether there may be news to catch up with."""
    newest = Message.everywhere.order_by("-pk").values_list("created_at", flat=True).first()
    if newest is None:
        return False
    return bool(newest >= clock.now() - LATELY or not Engagement.everywhere.exists())


def look_back() -> int:
    """What the clock does now and then: texts that were held for morning, and receipts that came late."""
    return refresh(clock.now() - LONGEST)


@transaction.atomic
def _read(start: int, end: int) -> int:
    quote = connection.ops.quote_name
    sql = _SQL.format(
        engagement=quote(Engagement._meta.db_table),
        message=quote(Message._meta.db_table),
        never="'1970-01-01 00:00:00+00'" if connection.vendor == "postgresql" else "''",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [start, end])
        return int(cursor.rowcount)
