"""The fire drill: a campaign while workers are killed and it is paused, and then the count.

What must hold: each person who may be texted is texted once, nobody else at all, the books agree, and the
page's numbers are the carrier's.
"""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from apps.accounts.models import Workspace
from apps.campaigns import actions as campaigns
from apps.campaigns import queries
from apps.campaigns.models import Campaign
from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.lists import actions as lists
from apps.messaging.proof import prove
from config.bench import workload
from config.bench.measure import WITNESS, import_file
from config.bench.rig import NotInTime, Rig, family, get, until

PATIENCE = 1_800.0
SEED = 7


@dataclass(slots=True)
class Findings:
    """What the count showed; `wrong` is empty when every promise held."""

    figures: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def expect(self, truth: bool, otherwise: str) -> None:
        if not truth:
            self.wrong.append(otherwise)

    def as_data(self) -> dict[str, Any]:
        return {**self.figures, "wrong": self.wrong, "ok": not self.wrong}


def drill(count: int, kills: int, file: Path | None, say: Callable[[str], None]) -> dict[str, Any]:
    """Run it; `file` holds contacts (generated when None), `count` of them are the audience."""
    with tempfile.TemporaryDirectory() as folder, _rig(Path(folder)) as rig:
        workspace = workload.workspace(means=count * 4)
        try:
            path = file or _generated(Path(folder), count)
            import_file(workspace, path)
            campaign = _launch(workspace, count)
            rig.start()
            _under_fire(rig, campaign, kills, count, say)
            return _counted(rig, workspace, campaign).as_data()
        finally:
            rig.__exit__()
            workload.sweep(workspace)


@contextmanager
def _rig(folder: Path) -> Iterator[Rig]:
    carrier = ["--data-dir", str(folder), "--receipt-delay-ms", "200", "--latency-ms", "20"]
    with Rig(folder / "log", carrier, workload.clock_shift()) as rig:
        yield rig


def _generated(folder: Path, count: int) -> Path:
    path = folder / "contacts.csv"
    workload.write_contacts(path, count)
    return path


def _launch(workspace: Workspace, count: int) -> Campaign:
    people = Contact.objects.of(workspace).order_by("pk").values_list("pk", flat=True)[:count]
    everybody = lists.create(workspace, "Drill")
    lists.add(everybody, list(people))
    details = {"name": "Drill", "body": workload.BODY, "audience": {"include": {"lists": [everybody.pk]}}}
    return campaigns.launch(campaigns.draft(workspace, details), WITNESS, "They do not exist.")


def _under_fire(rig: Rig, campaign: Campaign, kills: int, count: int, say: Callable[[str], None]) -> None:
    """Kill at even steps of the way, pause in the middle, and wait for the end."""
    dice = random.Random(SEED)  # noqa: S311
    pause_after = kills // 2
    for number in range(kills):
        _reach(rig, campaign, (number + 1) * count // (kills + 2))
        victim = (
            family(rig.processes["worker"].pid)[:1] if number % 2 else family(rig.processes["worker"].pid)
        )
        rig.kill("worker", lambda _, victim=victim: dice.choice(victim))  # type: ignore[misc]
        say(f"killed a worker process at {rig.stats()['accepted']:,} accepted")
        if number == pause_after:
            _pause_and_resume(rig, campaign, say)
    _reach(rig, campaign, None)


def _reach(rig: Rig, campaign: Campaign, accepted: int | None) -> None:
    """Wait until so many are accepted (None: until the campaign is completed), restarting what died."""

    def there() -> bool:
        rig.restart_if_dead("worker")
        done = _fresh(campaign).state == Campaign.State.COMPLETED
        return done or (accepted is not None and rig.stats()["accepted"] >= accepted)

    until(
        there, PATIENCE, f"the campaign is {_fresh(campaign).state}, {queries.progress(campaign)}", pause=0.05
    )


def _pause_and_resume(rig: Rig, campaign: Campaign, say: Callable[[str], None]) -> None:
    """What is in flight lands; then nothing moves until the resume."""
    if _fresh(campaign).state == Campaign.State.COMPLETED:
        return
    campaigns.pause(_fresh(campaign), "drill")
    rig.restart_if_dead("worker")
    time.sleep(3)
    before = rig.stats()["accepted"]
    time.sleep(2)
    after = rig.stats()["accepted"]
    if after != before:
        raise NotInTime(f"{after - before} texts left while the campaign was paused.")
    say(f"paused at {after:,} accepted; nothing left for two seconds; resuming")
    campaigns.resume(_fresh(campaign), "drill")


def _counted(rig: Rig, workspace: Workspace, campaign: Campaign) -> Findings:
    found = Findings()
    until(lambda: rig.stats()["receipts_pending"] == 0, 120, "receipts are still pending")
    stats, progress = rig.stats(), queries.progress(_fresh(campaign))
    texted = Counter(phones(rig))
    out = Suppression.objects.of(workspace).standing().filter(kind="opt_out").values_list("phone", flat=True)
    left_out = set(out)
    found.figures = {
        "audience": progress.audience,
        "skipped": progress.skipped,
        "accepted": stats["accepted"],
        "distinct_references": stats["distinct_references"],
        "doubled_references": stats["doubled_references"],
        "delivered": progress.delivered,
        "failed": progress.failed,
        "opted_out_in_workspace": len(left_out),
        "opted_out_texted": len(left_out & set(texted)),
        "texted_twice": sum(times > 1 for times in texted.values()),
    }
    reached = progress.sent + progress.delivered + progress.failed
    found.expect(stats["accepted"] == stats["distinct_references"], "a text was accepted twice")
    found.expect(
        stats["accepted"] == reached, f"the carrier has {stats['accepted']}, the page says {reached}"
    )
    found.expect(progress.audience == reached + progress.skipped, "somebody has no outcome")
    found.expect(not found.figures["texted_twice"], "somebody was texted twice")
    found.expect(not found.figures["opted_out_texted"], "somebody who had opted out was texted")
    found.expect(not prove(workspace).differences, f"the books differ: {prove(workspace).differences}")
    return found


def phones(rig: Rig) -> Iterator[str]:
    """Every phone the carrier was given a text for, once a text."""
    query = {"limit": "1000"}
    while page := get(f"{rig.carrier_url}/messages?{urlencode(query)}")["messages"]:
        yield from (entry["to"] for entry in page)
        query["after"] = page[-1]["id"]


def _fresh(campaign: Campaign) -> Campaign:
    row: Campaign = Campaign.everywhere.select_related("workspace", "lane").get(pk=campaign.pk)
    return row
