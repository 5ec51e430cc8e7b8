"""How long it takes to count an audience, to show some of it, and to fix it, in a town of its own."""

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

from django.core.management.base import CommandError
from django.db import connection, transaction

from apps.accounts.models import Workspace
from apps.audiences import engagement, segments
from apps.audiences.filters.reading import read
from apps.audiences.planning import room
from apps.audiences.queries import members
from apps.audiences.spec import read as read_audience
from apps.campaigns import actions as campaigns
from apps.campaigns.snapshot import insert_recipients
from apps.contacts.models import Contact
from apps.lists.models import ContactList
from apps.pipeline.models import Stage
from apps.tags.models import Tag
from config.bench import population, workload

TIMES = 20


def bench(count: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Make a town of `count` people, ask it a dozen usual questions, and sweep it away. PostgreSQL only."""
    if connection.vendor != "postgresql":
        raise CommandError("The town is made inside PostgreSQL: set DATABASE_URL to one.")
    workspace = workload.workspace(means=1)
    try:
        population.settle(workspace, count, say)
        say("reading who had a text")
        engagement.catch_up()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        return measured(workspace, say)
    finally:
        say("sweeping")
        workload.sweep(workspace)


def measured(workspace: Workspace, say: Callable[[str], None], times: int = TIMES) -> dict[str, Any]:
    """Milliseconds of `times` counts of each filter, one after the other, and of a sample of each."""
    say("counting")
    counts = {name: _timed(workspace, filter_, times) for name, filter_ in filters(workspace).items()}
    every = sorted(one for figures in counts.values() for one in figures.pop("all_ms"))
    return {
        "contacts": Contact.objects.of(workspace).count(),
        "count_p50_ms": round(statistics.median(every)),
        "count_p95_ms": round(every[int(len(every) * 0.95)]),
        "filters": counts,
        "snapshot_s": _snapshot(workspace),
    }


def _timed(workspace: Workspace, data: Mapping[str, Any], times: int) -> dict[str, Any]:
    filter_ = read(data)
    found = timed(lambda: segments.count(workspace, filter_), times)
    sampled = _ms(lambda: segments.sample(workspace, filter_))
    return {**found, "sample_ms": round(sampled)}


def timed(count: Callable[[], int], times: int) -> dict[str, Any]:
    """What it counts, and how long `times` counts took. The first warms the cache, and is not among them."""
    found = count()
    took = [_ms(count) for _ in range(times)]
    return {
        "people": found,
        "p50_ms": round(statistics.median(took)),
        "p95_ms": round(sorted(took)[int(times * 0.95)]),
        "all_ms": took,
    }


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1_000


def _snapshot(workspace: Workspace) -> float:
    """Everybody, in one statement, taken back at once."""
    everybody = {"include": {"all": True}}
    draft = campaigns.draft(workspace, {"name": "Bench", "body": "Hello", "audience": everybody})
    with transaction.atomic(), room():
        took = _ms(lambda: insert_recipients(draft, members(workspace, read_audience(everybody))))
        transaction.set_rollback(True)
    return round(took / 1_000, 1)


def filters(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """What people ask, by name: tags with an attribute and the last 30 days, and the widest questions."""
    tag = dict(Tag.objects.of(workspace).values_list("name", "public_id"))
    lists = dict(ContactList.objects.of(workspace).values_list("name", "public_id"))
    stages = list(Stage.objects.of(workspace).values_list("public_id", flat=True))
    gold = _held("tier", "text", "is", value="gold")
    reached = _asked("delivered", "within", days=30)
    parts: dict[str, list[dict[str, Any]]] = {
        "VIP, gold, delivered in 30 days": [_asked("tag", "has", ids=[tag["VIP"]]), gold, reached],
        "regular, gold, not sent in 30 days": [
            _asked("tag", "has", ids=[tag["regular"]]),
            gold,
            _asked("sent", "not_within", days=30),
        ],
        "newsletter, not lapsed, delivered in 30 days": [
            _asked("tag", "has", ids=[tag["newsletter"]]),
            _asked("tag", "lacks", ids=[tag["lapsed"]]),
            reached,
        ],
        "gold": [gold],
        "one city of 200": [_held("city", "text", "is", value="City 17")],
        "points from 9,000, on Members": [
            _held("points", "number", "at_least", value=9000),
            _asked("list", "has", ids=[lists["Members"]]),
        ],
        "birthday within 7 days": [_held("birthday", "date", "anniversary", days=7)],
        "replied in 30 days": [_asked("replied", "within", days=30)],
        "VIP or replied in 90 days, no opt-out": [
            {"any": [_asked("tag", "has", ids=[tag["VIP"]]), _asked("replied", "within", days=90)]},
            _asked("suppression", "lacks", kinds=["opt_out"]),
        ],
        "never had a text, added in 90 days": [
            _asked("sent", "never"),
            _asked("created", "within", days=90),
        ],
        "sent in 30 days, not delivered": [
            _asked("sent", "within", days=30),
            _asked("delivered", "not_within", days=30),
        ],
        "second stage, from the API, no DND": [
            _asked("stage", "has", ids=stages[1:2]),
            _asked("source", "is", value="api"),
            _asked("dnd", "no"),
        ],
        "consent given, on Course": [
            _asked("consent", "given"),
            _asked("list", "has", ids=[lists["Course"]]),
        ],
    }
    return {name: {"all": conditions} for name, conditions in parts.items()}


def _asked(field: str, op: str, **operands: Any) -> dict[str, Any]:
    return {"field": field, "op": op, **operands}


def _held(name: str, kind: str, op: str, **operands: Any) -> dict[str, Any]:
    return {"field": "attribute", "name": name, "as": kind, "op": op, **operands}
