"""The campaign of two hosts, driven from the host with the database: `python -m tests.journeys.hosts.drive`.

Told by the environment: HOSTS (names and addresses), MESSAGES, SECONDS_CUT_OFF; prints its findings as JSON.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db.models import QuerySet  # noqa: E402

from apps.campaigns.models import Campaign  # noqa: E402
from apps.common.cluster.kin import die_with_parent  # noqa: E402
from apps.messaging.models import Message  # noqa: E402
from config.bench import drill, workload  # noqa: E402
from config.bench.findings import counted, in_flight  # noqa: E402
from config.bench.rig import Rig, answers, until  # noqa: E402
from tests.journeys.hosts.network import Host, cut  # noqa: E402

HUB, NEAR, FAR = (Host(*one.split("=")) for one in os.environ["HOSTS"].split(","))
MESSAGES = int(os.environ["MESSAGES"])
SECONDS_CUT_OFF = float(os.environ["SECONDS_CUT_OFF"])
# So slow that claimed texts wait for their turn: who takes another host's claim for lost sends them twice.
LATENCY_MS = "1000"
PATIENCE = 900.0


class Hosts(Rig):
    """The carrier with the database, web and a worker on the near host, another worker on the far one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "log", (), workload.clock_shift())
        self.folder = folder
        self.carrier_url = f"http://{HUB.address}:{self.carrier_port}"
        self.url = f"http://{NEAR.address}:{self.web_port}"
        carrier = ["virtualcarrier", "--host", HUB.address, "--data-dir", str(folder / "carrier")]
        self.places = {
            "carrier": (HUB, [*carrier, "--latency-ms", LATENCY_MS, "--receipt-delay-ms", "200"]),
            "web": (NEAR, ["web", "--host", NEAR.address]),
            "near worker": (NEAR, ["worker"]),
            "far worker": (FAR, ["worker"]),
        }
        here = {"BASE_URL": self.url, "CALLBACK_BASE_URL": self.url, "VIRTUAL_CARRIER_URL": self.carrier_url}
        self.env |= {**here, "ALLOWED_HOSTS": NEAR.address}

    def start(self, *names: str) -> None:
        for name, (host, words) in self.places.items():
            self.processes[name] = subprocess.Popen(
                host.command(sys.executable, "manage.py", *words),
                cwd=settings.BASE_DIR,
                env={**os.environ, **self.env, **self.own(host)},
                stdin=subprocess.DEVNULL,
                stdout=self.log.open("ab"),
                stderr=subprocess.STDOUT,
                preexec_fn=partial(die_with_parent, os.getpid()),
            )
        until(lambda: answers(f"{self.carrier_url}/stats"), 60, "the carrier does not answer")
        until(lambda: answers(f"{self.url}/healthz"), 60, "web does not answer")

    def own(self, host: Host) -> dict[str, str]:
        """A host has its own disk; the far one's clock is two minutes ahead."""
        clock = {"DJANGO_SETTINGS_MODULE": "tests.journeys.hosts.ahead"} if host == FAR else {}
        return {"DATA_DIR": str(self.folder / host.name), **clock}


def main(folder: Path) -> dict[str, object]:
    with Hosts(folder) as hosts:
        workspace = workload.workspace(means=MESSAGES * 4)
        campaign = drill.launch(workspace, drill.Drill(MESSAGES, kills=0), folder)
        hosts.start()
        until(lambda: hosts.stats()["accepted"] >= MESSAGES // 4, PATIENCE, "a quarter is not through")
        cut(HUB, 2)
        held = by_host(campaign, FAR).filter(state="sending").count()
        time.sleep(SECONDS_CUT_OFF)
        cut(HUB, 2, off=False)
        until(lambda: state(campaign) == Campaign.State.COMPLETED, PATIENCE, f"it is {state(campaign)}")
        until(lambda: not hosts.stats()["receipts_pending"] and not in_flight(workspace), 120, "in flight")
        time.sleep(5)  # whatever the far host still has to say
        shares = {host.name: by_host(campaign, host).count() for host in (NEAR, FAR)}
        found = counted(hosts, workspace, Campaign.everywhere.get(pk=campaign.pk)).as_data()
        return {**found, "held_by_the_host_cut_off": held, "shares": shares}


def by_host(campaign: Campaign, host: Host) -> QuerySet[Message]:
    """Texts whose last attempt was made by this host: `claimed_by` begins with its name."""
    mine = Message.objects.of(campaign.workspace_id).filter(origin=campaign.public_id)
    return mine.filter(claimed_by__startswith=host.hostname)


def state(campaign: Campaign) -> str:
    return str(Campaign.everywhere.values_list("state", flat=True).get(pk=campaign.pk))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        print(json.dumps(main(Path(temporary))))
