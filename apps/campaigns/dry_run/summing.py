"""The sums and the digest of a finished dry run."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, Min, QuerySet, Sum

from apps.campaigns.dry_run.lines import QUEUED, SKIPPED, Fate, digest, fate
from apps.campaigns.dry_run.models import DryRun, Foreseen
from apps.campaigns.dry_run.sorting import by_number
from apps.campaigns.estimate import order_of

STREAMED = 5_000


def fates(run: DryRun) -> Iterator[Fate]:
    """Everybody's foreseen fate, sorted by number."""
    rows = by_number(_rows(run), "phone").values_list("phone", "outcome", "rule", "parts", "fingerprint")
    return (fate(*row) for row in rows.iterator(STREAMED))


def digest_of(run: DryRun) -> str:
    return digest(fates(run))


def numbers_of(run: DryRun) -> dict[str, Any]:
    """What the page shows and the API answers. Counts are of people.

    {"audience", "now", "held", "skipped", "credits", "ucs2"?, "parts": {"1": 940}, "gaps": {"tier": 12},
     "reasons": [{"rule", "reason", "temporary", "count"}], "zones": [{"zone", "count", "opens", "credits"}]}
    """
    passing = _rows(run).filter(outcome=QUEUED)
    parts = dict(passing.values_list("parts").annotate(count=Count("pk")).order_by("parts"))
    held = passing.filter(until__isnull=False).count()
    queued = sum(parts.values())
    charged = order_of(run.campaign).is_charged
    return {
        "audience": run.seen,
        "now": queued - held,
        "held": held,
        "skipped": run.seen - queued,
        "credits": sum(size * count for size, count in parts.items()) if charged else 0,
        "parts": {str(size): count for size, count in parts.items()},
        "gaps": _gaps(passing),
        "reasons": _reasons(run),
        "zones": _zones(passing),
    }


def _rows(run: DryRun) -> QuerySet[Foreseen]:
    rows: QuerySet[Foreseen] = Foreseen.objects.of(run.workspace_id).filter(run=run).order_by()
    return rows


def _reasons(run: DryRun) -> list[dict[str, Any]]:
    skipped = _rows(run).filter(outcome=SKIPPED).values("rule", "reason", "temporary")
    return [dict(row) for row in skipped.annotate(count=Count("pk")).order_by("-count", "rule", "reason")]


def _gaps(passing: QuerySet[Foreseen]) -> dict[str, int]:
    found: Counter[str] = Counter()
    alike = passing.exclude(gaps="").values_list("gaps").annotate(count=Count("pk"))
    for names, count in alike:
        found.update(dict.fromkeys(names.split(","), count))
    return dict(found.most_common())


def _zones(passing: QuerySet[Foreseen]) -> list[dict[str, Any]]:
    """For each zone: people, SMS parts, and the hours at which its held ones open (first and last)."""
    alike = passing.values("zone").annotate(
        count=Count("pk"), parts=Sum("parts"), opens=Min("until"), all_open=Max("until")
    )
    return [
        {
            **row,
            "opens": row["opens"] and row["opens"].isoformat(),
            "all_open": row["all_open"] and row["all_open"].isoformat(),
        }
        for row in alike.order_by("-count", "zone")
    ]
