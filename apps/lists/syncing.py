"""A list made equal to a query: who is missing is put in, who no longer belongs is taken out. Set by set.

Each step is one transaction with its events, so a list that is read between two steps is on its way from one
truth to the next, and a crash goes on where it was.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Value

from apps.common import bulk, clock
from apps.contacts.models import Contact
from apps.events import diary
from apps.events.diary import Fact
from apps.lists.models import ContactList, Membership

# Members written in one statement: about a second.
STEP = 50_000
COLUMNS = ("workspace_id", "list_id", "contact_id", "added_at")


def step(target: ContactList, people: QuerySet[Contact]) -> bool:
    """Bring the list nearer to `people` (of its workspace); says whether there may be more to do."""
    return _leave(target, people) or _join(target, people)


@transaction.atomic
def _join(target: ContactList, people: QuerySet[Contact]) -> bool:
    there = Membership.everywhere.filter(list=target.pk, contact=OuterRef("pk"))
    missing = people.exclude(Exists(there)).order_by("pk")[:STEP]
    now = Value(clock.now(), output_field=Membership._meta.get_field("added_at"))
    rows = missing.values_list(F("workspace_id"), Value(target.pk), F("pk"), now)
    select, params = rows.query.sql_with_params()
    joined = _returning(
        f"INSERT INTO {_table()} ({', '.join(COLUMNS)}) {select} ON CONFLICT DO NOTHING",
        params,
    )
    _tell(target, "list.joined", joined)
    return len(joined) == STEP


@transaction.atomic
def _leave(target: ContactList, people: QuerySet[Contact]) -> bool:
    belongs = people.order_by().filter(pk=OuterRef("contact"))
    others = Membership.everywhere.filter(list=target.pk).exclude(Exists(belongs))
    select, params = others.order_by("pk").values_list("pk")[:STEP].query.sql_with_params()
    left = _returning(f"DELETE FROM {_table()} WHERE id IN ({select})", params)  # noqa: S608
    _tell(target, "list.left", left)
    return len(left) == STEP


def _table() -> str:
    return connection.ops.quote_name(Membership._meta.db_table)


def _returning(sql: str, params: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} RETURNING contact_id", params)
        return [key for (key,) in cursor.fetchall()]


def _tell(target: ContactList, name: str, contacts: list[int]) -> None:
    """One event for each two thousand people, as everywhere that a list grows."""
    source = target.source or "sync"
    parts = bulk.chunks(contacts, bulk.BATCH)
    facts = [Fact(name, target.public_id, None, {"contacts": part}, source) for part in parts]
    diary.record_many(target.workspace_id, facts)
