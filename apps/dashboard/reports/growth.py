"""Growth: contacts that came, numbers that left, and the difference."""

from apps.accounts.models import Workspace
from apps.dashboard.figures import Figure
from apps.dashboard.reports.cells import Row, day, number, words
from apps.dashboard.reports.charts import Chart, Series
from apps.dashboard.reports.sheets import Column, Report, Table, less_is_better, more_is_better
from apps.dashboard.reports.ways import by_way
from apps.reports import queries
from apps.reports.models import PeopleDay
from apps.reports.span import Span

CAME, LEFT = PeopleDay.What.CAME, PeopleDay.What.LEFT
LIMITS = [
    "Contacts that you archive or delete are not counted as lost.",
    "Who opted out and came back by START is counted once among the opt-outs, and not as a new contact.",
]


def build(workspace: Workspace, span: Span) -> Report:
    """Seven queries."""
    came, left = (
        Figure(queries.people(workspace, span, what), queries.people(workspace, span.before, what))
        for what in (CAME, LEFT)
    )
    net = Figure(came.now - left.now, came.before - left.before)
    tiles = [
        more_is_better("Contacts gained", came, "by any way"),
        less_is_better("Opted out", left, "numbers; imports not counted"),
        more_is_better("Net growth", net if net.before > 0 else Figure(net.now, 0), "gained less opted out"),
    ]
    sources = by_way(
        "sources",
        "Where contacts came from",
        queries.people_by_source(workspace, span, CAME),
        ("How they came", "Contacts"),
        "No contact came on these days.",
    )
    return Report(tiles, [_by_day(workspace, span, came, left), sources], LIMITS)


def _cells(came: int, left: int) -> Row:
    return [number(came), number(left), number(came - left)]


def _by_day(workspace: Workspace, span: Span, came: Figure, left: Figure) -> Table:
    gained, lost = (queries.people_by_day(workspace, span, what) for what in (CAME, LEFT))
    series = (Series("gained", "good", gained), Series("opted out", "opted-out", lost, down=True))
    return Table(
        "days",
        "By day",
        (Column("Day", is_number=False), Column("Gained"), Column("Opted out"), Column("Net")),
        [[day(one), *_cells(gained.get(one, 0), lost.get(one, 0))] for one in reversed(span.days)],
        "Nobody came, and nobody left.",
        foot=[words("All days"), *_cells(came.now, left.now)],
        before=[words("The period before"), *_cells(came.before, left.before)],
        chart=Chart("Contacts gained, and numbers that opted out, by day", span.days, series),
    )
