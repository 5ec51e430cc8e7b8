"""The count after a drill. What must hold: each person who may be texted is texted once, nobody else at all,
nothing is in flight, the books agree, and the page's numbers are the carrier's.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from apps.accounts.models import Workspace
from apps.campaigns import queries
from apps.campaigns.models import Campaign
from apps.carriers.models import Callback
from apps.compliance.models import Suppression
from apps.messaging.models import Message
from apps.messaging.proof import prove
from apps.messaging.states import OPEN
from config.bench.rig import Rig, get


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


def counted(rig: Rig, workspace: Workspace, campaign: Campaign) -> Findings:
    """Count at the carrier and in the rows, and compare."""
    stats, progress = rig.stats(), queries.progress(campaign)
    times = Counter(phones(rig))
    left = opted_out(workspace)
    found = Findings(
        {
            "audience": progress.audience,
            "skipped": progress.skipped,
            "refused": progress.refused,
            "accepted": stats["accepted"],
            "distinct_references": stats["distinct_references"],
            "doubled_references": stats["doubled_references"],
            "delivered": progress.delivered,
            "failed": progress.failed,
            "in_flight": in_flight(workspace),
            "opted_out_in_workspace": len(left),
            "opted_out_texted": len(left & set(times)),
            "texted_twice": sum(count > 1 for count in times.values()),
        }
    )
    _judge(found, progress.sent + progress.delivered + progress.failed)
    found.expect(not prove(workspace).differences, f"the books differ: {prove(workspace).differences}")
    return found


def _judge(found: Findings, reached: int) -> None:
    said = found.figures
    found.expect(said["accepted"] == said["distinct_references"], "a text was accepted twice")
    found.expect(not said["doubled_references"], "a text was offered again after it had been accepted")
    found.expect(said["accepted"] == reached, f"the carrier has {said['accepted']}, the page says {reached}")
    with_outcome = reached + said["skipped"] + said["refused"]
    found.expect(said["audience"] == with_outcome, "somebody has no outcome")
    found.expect(not said["texted_twice"], "somebody was texted twice")
    found.expect(not said["opted_out_texted"], "somebody who had opted out was texted")
    found.expect(not said["in_flight"], "something is in flight for ever")


def in_flight(workspace: Workspace) -> int:
    """Texts without an end or an acceptance, and callbacks that nobody has applied."""
    texts = Message.objects.of(workspace).outbound().filter(state__in=OPEN).count()
    return texts + Callback.objects.filter(account__workspace=workspace, state=Callback.State.NEW).count()


def opted_out(workspace: Workspace) -> set[str]:
    """Phones that may not be texted."""
    out = Suppression.objects.of(workspace).standing().filter(kind=Suppression.Kind.OPT_OUT)
    return set(out.values_list("phone", flat=True))


def phones(rig: Rig) -> Iterator[str]:
    """Every phone the carrier was given a text for, once a text."""
    query = {"limit": "1000"}
    while page := get(f"{rig.carrier_url}/messages?{urlencode(query)}")["messages"]:
        yield from (entry["to"] for entry in page)
        query["after"] = page[-1]["id"]
