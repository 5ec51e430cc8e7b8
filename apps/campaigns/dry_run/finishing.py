"""When each zone will be through: zones in the order in which they open, at its pace."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime

from apps.campaigns import pace
from apps.campaigns.dry_run.models import DryRun
from apps.common import clock


@dataclass(frozen=True, slots=True)
class Zone:
    """People of one zone; `opens` is None when nobody of them has to wait for an hour."""

    name: str
    count: int
    opens: datetime | None
    done: datetime


def zones(run: DryRun) -> list[Zone]:
    """Of a finished run, the earliest first."""
    rate, _ = pace.rate(run.campaign, sum(row["count"] for row in run.numbers["zones"]))
    begins = free = max(run.at, clock.now())
    found = []
    for row in sorted(run.numbers["zones"], key=lambda one: one["opens"] or ""):
        opens = _moment(row, "opens")
        free = max(free, opens or begins) + timedelta(seconds=row["count"] / rate)
        done = max(free, _moment(row, "all_open") or free)
        found.append(Zone(row["zone"], row["count"], opens, done))
    return found


def _moment(row: dict[str, Any], name: str) -> datetime | None:
    return parse_datetime(row[name]) if row[name] else None
