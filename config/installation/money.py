"""Figures of credits, this month (UTC)."""

from apps.common import bounded, clock
from apps.credits import queries
from apps.credits.models import Adjustment, Entry
from apps.reports import queries as reports
from apps.reports.models import TextDay
from config.installation.figures import Figure, Group


def this_month() -> Group:
    start = clock.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    used = reports.of_all(start.date(), clock.now().date())
    sold = queries.granted_since(start)
    asked = bounded.count(queries.waiting_adjustments())
    granted = {"kind__in": ",".join(Entry.GRANTED), "at__gte": start.isoformat()}
    spent = used["credits"] - used["returned"]
    return Group(
        "Credits this month",
        [
            Figure("Sold and given", f"{sold:,}", Entry, granted),
            Figure("Used", f"{spent:,}", TextDay, {"day__gte": start.date().isoformat()}, "less refunds"),
            Figure(
                "Adjustments that wait for a second person",
                str(asked),
                Adjustment,
                {"state__exact": "waiting"},
                is_bad=bool(asked),
            ),
        ],
    )
