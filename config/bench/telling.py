"""Drills of the webhooks: the worker is killed on the way; an address is dead while another is told."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from django.db.models import Count

from apps.accounts.models import Workspace
from apps.common import bulk
from apps.contacts.models import Contact
from apps.events import diary
from apps.events.diary import Fact
from apps.webhooks import actions
from apps.webhooks.models import Delivery
from config.bench import workload
from config.bench.hook import Hook, hook
from config.bench.rig import Rig, until

Say = Callable[[str], None]
# So many events about each person, so that there is an order to hold.
EACH = 5
PATIENCE = 1_800.0
# Seconds; with the 10 of the contract the unluckiest of 5,000 takes half an hour.
FIRST_PAUSE = 0.5
# One event a second to the healthy address while the other one is dead.
PROBES = 30
# Longer than the time-out of a try: a receiver that accepts and never answers is worse than a closed port.
DEAD_SECONDS = 3_600.0


def under_fire(count: int, kills: int, say: Say) -> dict[str, Any]:
    """`count` events to a receiver that fails every third request, while the worker is killed."""
    with _installation(1) as (rig, (workspace,)), hook(fails=3) as receiver:
        began = time.monotonic()
        people = _people(workspace, -(-count // EACH))
        actions.subscribe(workspace, "readysms", receiver.url, ["tag_added"])
        for number in range(EACH):
            _tag(workspace, people, number)
        rig.start("worker")
        for strike in range(kills):
            _reach(rig, receiver, (strike + 1) * len(people) * EACH // (kills + 1))
            rig.kill("worker", max if strike % 2 else min)
            say(f"{strike + 1}/{kills}: killed the worker at {len(receiver.taken):,} taken")
        until(lambda: _settled(rig, workspace), PATIENCE, f"not told: {_states(workspace)}")
        found = {**judged(receiver, len(people) * EACH), "deliveries": _states(workspace), "kills": kills}
        return {**found, "seconds": round(time.monotonic() - began)}


def judged(receiver: Hook, expected: int) -> dict[str, Any]:
    """Missing, doubled and out of order, as the receiver saw it. A try again repeats its number."""
    order = [person for person, heard in receiver.heard.items() if heard != sorted(heard)]
    missing = expected - len(receiver.taken)
    return {
        "events": expected,
        "requests": receiver.requests,
        "failed_by_the_receiver": receiver.refused,
        "missing": missing,
        "taken_twice": sum(len(times) - 1 for times in receiver.taken.values()),
        "people_told_out_of_order": len(order),
        "ok": not missing and not order,
    }


def beside_a_dead_one(count: int, say: Say) -> dict[str, Any]:
    """`count` deliveries wait for an address that never answers; how long is another tenant's on its way?"""
    with _installation(2) as (rig, (acme, bobco)), hook(slow=DEAD_SECONDS) as dead, hook() as well:
        actions.subscribe(acme, "readysms", dead.url, ["tag_added"])
        actions.subscribe(bobco, "readysms", well.url, ["tag_added"])
        _tag(acme, _people(acme, count), 0)
        (zoe,) = _people(bobco, 1)
        rig.start("worker")
        until(lambda: Delivery.objects.of(acme).count() == count, PATIENCE, "the dead one's are not queued")
        say(f"{count:,} wait for an address that never answers")
        delays = [_probe(bobco, zoe, well, number) for number in range(PROBES)]
        return {
            "queued_for_the_dead_one": count,
            "tries_there": sum(Delivery.objects.of(acme).values_list("tries", flat=True)),
            "others_delay_median_s": round(median(delays), 2),
            "others_delay_worst_s": round(max(delays), 2),
            "ok": max(delays) < 2.0,
        }


def _probe(workspace: Workspace, person: Contact, receiver: Hook, number: int) -> float:
    """Seconds from the fact's commit until the receiver has it."""
    _tag(workspace, [person], number)
    told = time.time()
    until(lambda: number in receiver.numbers, 60.0, "the other tenant is not told", pause=0.01)
    time.sleep(max(0.0, 1.0 - (time.time() - told)))
    return max(0.0, receiver.numbers[number] - told)


@contextmanager
def _installation(tenants: int) -> Iterator[tuple[Rig, list[Workspace]]]:
    """Workspaces of the drill and a rig that may tell addresses of this machine."""
    settings.WEBHOOKS_MAY_STAY_INSIDE = True
    with tempfile.TemporaryDirectory() as folder, Rig(Path(folder) / "log") as rig:
        rig.env |= {"WEBHOOKS_MAY_STAY_INSIDE": "yes", "WEBHOOKS_FIRST_PAUSE": str(FIRST_PAUSE)}
        workspaces = [workload.workspace(means=10) for _ in range(tenants)]
        try:
            yield rig, workspaces
        finally:
            rig.__exit__()
            for workspace in workspaces:
                workload.sweep(workspace)


def _people(workspace: Workspace, count: int) -> list[Contact]:
    rows = [Contact(workspace=workspace, phone=f"+1212{3_000_000 + number}") for number in range(count)]
    bulk.insert(rows)
    return rows


def _tag(workspace: Workspace, people: Sequence[Contact], number: int) -> None:
    """The fact alone: what it is about is not what is drilled."""
    facts = {"tag": f"t{number}", "all_tags": [f"t{number}"]}
    diary.record_many(
        workspace, [Fact("contact.tagged", person.public_id, person.pk, facts) for person in people]
    )


def _reach(rig: Rig, receiver: Hook, taken: int) -> None:
    def there() -> bool:
        rig.restart_if_dead("worker")
        return len(receiver.taken) >= taken

    until(there, PATIENCE, f"{len(receiver.taken):,} were taken, {taken:,} wanted", pause=0.05)


def _settled(rig: Rig, workspace: Workspace) -> bool:
    rig.restart_if_dead("worker")
    waits = Delivery.objects.of(workspace).filter(state__in=("waiting", "sending"))
    return not waits.exists()


def _states(workspace: Workspace) -> dict[str, int]:
    rows = Delivery.objects.of(workspace).order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)
