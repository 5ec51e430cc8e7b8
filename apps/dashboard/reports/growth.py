"""Growth: contacts that came, numbers that left, and the difference."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

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
    gettext_lazy("Contacts that you archive or delete are not counted as lost."),
    gettext_lazy(
        "Who opted out and came back by START is counted once among the opt-outs, and not as a new contact."
    ),
]


def build(workspace: Workspace, span: Span) -> Report:
    """Seven queries."""
    came, left = (
        Figure(queries.people(workspace, span, what), queries.people(workspace, span.before, what))
        for what in (CAME, LEFT)
    )
    net = Figure(came.now - left.now, came.before - left.before)
    tiles = [
        more_is_better(_("Contacts gained"), came, _("by any way")),
        less_is_better(_("Opted out"), left, _("numbers; imports not counted")),
        more_is_better(
            _("Net growth"), net if net.before > 0 else Figure(net.now, 0), _("gained less opted out")
        ),
    ]
    sources = by_way(
        "sources",
        _("Where contacts came from"),
        queries.people_by_source(workspace, span, CAME),
        (_("How they came"), _("Contacts")),
        _("No contact came on these days."),
    )
    return Report(tiles, [_by_day(workspace, span, came, left), sources], LIMITS)


def _cells(came: int, left: int) -> Row:
    return [number(came), number(left), number(came - left)]


def _by_day(workspace: Workspace, span: Span, came: Figure, left: Figure) -> Table:
    gained, lost = (queries.people_by_day(workspace, span, what) for what in (CAME, LEFT))
    series = (
        Series(_("gained"), "good", gained),
        Series(pgettext("count", "opted out"), "opted-out", lost, down=True),
    )
    return Table(
        "days",
        _("By day"),
        (Column(_("Day"), is_number=False), Column(_("Gained")), Column(_("Opted out")), Column(_("Net"))),
        [[day(one), *_cells(gained.get(one, 0), lost.get(one, 0))] for one in reversed(span.days)],
        _("Nobody came, and nobody left."),
        foot=[words(_("All days")), *_cells(came.now, left.now)],
        before=[words(_("The period before")), *_cells(came.before, left.before)],
        chart=Chart(_("Contacts gained, and numbers that opted out, by day"), span.days, series),
    )
