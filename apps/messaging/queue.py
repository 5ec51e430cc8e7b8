"""The queue is the message table: advance, end, put back.

enqueueing.py fills it, claiming.py takes from it. Every move is a conditional update.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from apps.common import bulk, clock
from apps.common.among import Among
from apps.common.by_key import by_key
from apps.messaging import charging
from apps.messaging.carrier_words import said
from apps.messaging.models import Lane, Message
from apps.messaging.states import FINAL, MOVES, REFUNDED, State


class Attempted(Protocol):
    """A claimed text, or the row of one: who had it, at which attempt."""

    @property
    def pk(self) -> Any: ...
    @property
    def lane_id(self) -> Any: ...
    @property
    def attempts(self) -> Any: ...
    @property
    def claimed_by(self) -> Any: ...


def lock(ids: Sequence[int]) -> list[int]:
    """Take these rows in the order that everybody takes them in, so that no two wait for each other; answers
    those that are there."""
    with by_key():
        return list(_in_order(Message.everywhere.filter(Among("pk", ids))).values_list("pk", flat=True))


def _in_order(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.order_by("pk").select_for_update(no_key=True)


@transaction.atomic
def advance(ids: Sequence[int], to: State, **changes: Any) -> list[int]:
    """Move messages forward; answers those that moved. The rest stood where the table allows no such move."""
    movable = Message.everywhere.filter(pk__in=ids, state__in=MOVES[to])
    won = list(_in_order(movable).values_list("pk", flat=True))
    if to in FINAL:
        changes.setdefault("ended_at", clock.now())
    if won:
        Message.everywhere.filter(pk__in=won).update(state=to, **changes)
    return won


@transaction.atomic
def end(ids: Sequence[int], to: State, code: str, text: str) -> list[int]:
    """End messages without delivery and give their credits back; answers those that ended now."""
    assert to in REFUNDED
    won = advance(ids, to, error_code=said(code, 60), error_text=said(text, 300))
    charging.refund(won, text)
    return won


def still_held(texts: Sequence[Attempted]) -> list[int]:
    """Those of these texts that nobody attempted again since. The others are a worker's that was given up
    and woke: it may move nothing. Call after lock().
    """
    held = {(one.pk, one.attempts, one.claimed_by) for one in texts}
    now = Message.everywhere.filter(pk__in=[one.pk for one in texts])
    return [row[0] for row in now.values_list("pk", "attempts", "claimed_by") if row in held]


@transaction.atomic
def requeue(
    texts: Sequence[Attempted], at: Callable[[Any], datetime] | None = None, also: str = ""
) -> list[int]:
    """Back to the queue, to be looked at again when `at` says (None: in the place it had); answers who went.

    To its end when the lane was canceled: its row is locked first, as canceling does, so that neither
    misses a message. `also`: further assignments, SQL of ours.
    """
    closed = _closed_lanes({one.lane_id for one in texts if one.lane_id})
    columns = {"attempts": "smallint", "claimed_by": "text"}
    sets = f"state = 'queued'{also}"
    if at:
        columns["not_before"], sets = "timestamptz", sets + ", not_before = v.not_before"
    rows = [(one.pk, one.attempts, one.claimed_by, *([_moment(at(one))] if at else [])) for one in texts]
    won = bulk.update_from(
        Message,
        columns,
        sorted(rows),
        sets,
        "t.state IN ('sending', 'unsure') AND t.attempts = v.attempts AND t.claimed_by = v.claimed_by",
    )
    moved = set(won)
    end([one.pk for one in texts if one.lane_id in closed and one.pk in moved], State.CANCELED, *CANCELED)
    return won


CANCELED = ("canceled", _("Canceled"))
_UNCOUNTED = ", attempts = CASE WHEN t.attempts > 0 THEN t.attempts - 1 ELSE 0 END"


def give_back(texts: Sequence[Attempted], until: datetime | None = None, held_by: str = "") -> list[int]:
    """Claimed texts that never left: to the queue, and the attempt does not count. `held_by`: the gate that
    moves them to `until`, a name of ours."""
    also = _UNCOUNTED + (f", held_by = '{held_by}'" if held_by.isidentifier() else "")
    return requeue(texts, (lambda _: until) if until else None, also)


def _closed_lanes(ids: set[int]) -> set[int]:
    rows = Lane.everywhere.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return {pk for pk, closed in rows.values_list("pk", "closed") if closed}


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)
