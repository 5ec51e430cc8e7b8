"""The fire drill: a campaign while processes are killed and it is paused; findings.py counts afterwards."""

import random
import tempfile
import time
import urllib.error
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from apps.accounts.models import Workspace
from apps.campaigns import actions as campaigns
from apps.campaigns import queries
from apps.campaigns.models import Campaign
from apps.contacts.models import Contact
from apps.lists import actions as lists
from config.bench import leaving, workload
from config.bench.findings import counted, in_flight
from config.bench.measure import WITNESS, import_file
from config.bench.rig import NotInTime, Rig, until
from config.bench.victims import ONLY_POSTGRESQL, STRIKES

PATIENCE = 3_600.0
SEED = 7
RECOVERED_WITHIN = 600.0
CARRIER = ("--receipt-delay-ms", "200", "--latency-ms", "20")


class BadVictim(ValueError):
    """No such victim, or none that this database has."""


@dataclass(frozen=True, slots=True)
class Drill:
    """What to do: `count` people, `kills` strikes at these victims; `file` of contacts (None: generated)."""

    count: int
    kills: int
    victims: Sequence[str] = ("worker",)
    file: Path | None = None
    seed: int = SEED

    def check(self) -> None:
        """Raises BadVictim."""
        for name in self.victims:
            if name not in STRIKES:
                raise BadVictim(f"There is no victim {name!r}; there are {', '.join(STRIKES)}.")
            if name in ONLY_POSTGRESQL and connection.vendor != "postgresql":
                raise BadVictim(f"Only PostgreSQL can lose its {name}.")


def drill(what: Drill, say: Callable[[str], None]) -> dict[str, Any]:
    """Run it and count."""
    what.check()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, _rig(what, Path(folder)) as rig:
        workspace = workload.workspace(means=what.count * 4)
        try:
            campaign = launch(workspace, what, Path(folder))
            rig.start()
            struck = _under_fire(rig, campaign, what, say)
            _recovered(rig, workspace)
            found = counted(rig, workspace, _fresh(campaign)).as_data()
            return {**struck, **found, "seconds": round(time.monotonic() - began)}
        finally:
            rig.__exit__()
            workload.sweep(workspace)


@contextmanager
def _rig(what: Drill, folder: Path) -> Iterator[Rig]:
    with Rig(folder / "log", ["--data-dir", str(folder), *CARRIER], workload.clock_shift()) as rig:
        if ONLY_POSTGRESQL & set(what.victims):
            rig.put_wire()
        yield rig


def launch(workspace: Workspace, what: Drill, folder: Path) -> Campaign:
    """Everybody is in the audience; some of them have left before, and may not be texted."""
    path = what.file or folder / "contacts.csv"
    if what.file is None:
        workload.write_contacts(path, what.count)
    import_file(workspace, path)
    if what.file is None:
        leaving.before(workspace)
    people = Contact.objects.of(workspace).order_by("pk").values_list("pk", flat=True)[: what.count]
    everybody = lists.create(workspace, "Drill")
    lists.add(everybody, list(people))
    details = {"name": "Drill", "body": workload.BODY, "audience": {"include": {"lists": [everybody.pk]}}}
    return campaigns.launch(campaigns.draft(workspace, details), WITNESS, "They do not exist.")


def _under_fire(rig: Rig, campaign: Campaign, what: Drill, say: Callable[[str], None]) -> dict[str, Any]:
    """Strike at even steps of the way, let people leave, pause in the middle, and wait for the end."""
    dice = random.Random(what.seed)  # noqa: S311
    left = 0
    for number in range(what.kills):
        _reach(rig, campaign, (number + 1) * what.count * 9 // (10 * (what.kills + 1)))
        deed = STRIKES[dice.choice(what.victims)](rig, dice)
        say(f"{number + 1}/{what.kills}: {deed} at {_accepted(rig):,} accepted")
        left += leaving.meanwhile(campaign)
        if number == what.kills // 2:
            _pause_and_resume(rig, campaign, say)
    _reach(rig, campaign, None)
    return {"kills": what.kills, "opted_out_on_the_way": left}


def _reach(rig: Rig, campaign: Campaign, accepted: int | None) -> None:
    """Wait until so many are accepted (None: until the campaign is completed), restarting what died."""

    def there() -> bool:
        rig.restart_if_dead()
        done = _fresh(campaign).state == Campaign.State.COMPLETED
        return done or (accepted is not None and _accepted(rig) >= accepted)

    until(
        there, PATIENCE, f"the campaign is {_fresh(campaign).state}, {queries.progress(campaign)}", pause=0.05
    )


def _accepted(rig: Rig) -> int:
    """As the carrier says it; -1 while it is dead."""
    try:
        return int(rig.stats()["accepted"])
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return -1


def _pause_and_resume(rig: Rig, campaign: Campaign, say: Callable[[str], None]) -> None:
    """What is in flight lands; then nothing moves until the resume."""
    if _fresh(campaign).state == Campaign.State.COMPLETED:
        return
    campaigns.pause(_fresh(campaign), "drill")
    rig.restart_if_dead()
    time.sleep(3)
    before = _accepted(rig)
    time.sleep(2)
    after = _accepted(rig)
    if after != before:
        raise NotInTime(f"{after - before} texts left while the campaign was paused.")
    say(f"paused at {after:,} accepted; nothing left for two seconds; resuming")
    campaigns.resume(_fresh(campaign), "drill")


def _recovered(rig: Rig, workspace: Workspace) -> None:
    """Everything has been posted, applied and settled: nothing is left in flight."""

    def quiet() -> bool:
        rig.restart_if_dead()
        return not rig.stats()["receipts_pending"] and not in_flight(workspace)

    until(quiet, RECOVERED_WITHIN, "something is still in flight")


def _fresh(campaign: Campaign) -> Campaign:
    row: Campaign = Campaign.everywhere.select_related("workspace", "lane").get(pk=campaign.pk)
    return row
