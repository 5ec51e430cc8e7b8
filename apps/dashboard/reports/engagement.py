"""Engagement: who wrote back, and who wants no more."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from apps.accounts.models import Workspace
from apps.dashboard.figures import Figure
from apps.dashboard.reports import origins
from apps.dashboard.reports.cells import day, number, percent, words
from apps.dashboard.reports.charts import Chart, Series
from apps.dashboard.reports.sheets import Column, Report, Table, Tile, less_is_better, more_is_better, of_sent
from apps.dashboard.reports.ways import by_way
from apps.dashboard.templatetags.sending import share
from apps.reports import queries
from apps.reports.models import PeopleDay
from apps.reports.queries import NOTHING, Figures
from apps.reports.span import Span

LEFT = PeopleDay.What.LEFT
LIMITS = [
    gettext_lazy("Clicks are not measured: links are sent as you write them, so nothing passes through us."),
    gettext_lazy(
        "An opt-out is not counted for the campaign it answers here; the campaign's own page does that."
    ),
    gettext_lazy(
        "Opt-outs are numbers that left here. Those that an import brought along are not among them."
    ),
]


def build(workspace: Workspace, span: Span) -> Report:
    """Up to thirteen queries: seven, and one for each kind of thing that texted."""
    now, before = queries.texts(workspace, span), queries.texts(workspace, span.before)
    left = Figure(queries.people(workspace, span, LEFT), queries.people(workspace, span.before, LEFT))
    tables = [
        _by_day(workspace, span, (now, before), left),
        _by_origin(workspace, span),
        by_way(
            "left",
            _("How people opted out"),
            queries.people_by_source(workspace, span, LEFT),
            (_("How they left"), _("Numbers")),
            _("Nobody opted out on these days."),
        ),
    ]
    return Report(_tiles(now, before, left), tables, LIMITS)


def _tiles(now: Figures, before: Figures, left: Figure) -> list[Tile]:
    received, answered = (Figure(now[name], before[name]) for name in ("received", "answered"))
    rate = _("%(share)s of the delivered") % {"share": share(now["answered"], now["delivered"]) or "–"}
    return [
        more_is_better(_("Texts that came in"), received, _("STOP and the like among them")),
        more_is_better(_("Texts answered"), answered, rate),
        less_is_better(_("Opted out"), left, of_sent(left.now, now["sent"])),
        Tile(_("Clicks"), "–", _("not measured")),
    ]


def _by_day(workspace: Workspace, span: Span, sums: tuple[Figures, Figures], left: Figure) -> Table:
    rows = queries.texts_by_day(workspace, span)
    gone = queries.people_by_day(workspace, span, LEFT)
    series = (
        Series(_("came in"), "received", {one: row["received"] for one, row in rows.items()}),
        Series(pgettext("count", "opted out"), "opted-out", gone, down=True),
    )
    lines = [
        [
            day(one),
            number(rows.get(one, NOTHING)["received"]),
            number(rows.get(one, NOTHING)["answered"]),
            number(gone.get(one, 0)),
        ]
        for one in reversed(span.days)
    ]
    all_of, earlier = (
        [number(row["received"]), number(row["answered"]), number(people)]
        for row, people in zip(sums, (left.now, left.before), strict=True)
    )
    return Table(
        "days",
        _("By day"),
        (
            Column(_("Day"), is_number=False),
            Column(_("Came in")),
            Column(_("Sent and answered")),
            Column(_("Opted out")),
        ),
        lines,
        _("Nobody wrote, and nobody left."),
        foot=[words(_("All days")), *all_of],
        before=[words(_("The period before")), *earlier],
        chart=Chart(_("Texts that came in, and numbers that opted out, by day"), span.days, series),
        note=_("A text is answered on the day it was sent, whenever the answer came."),
    )


def _by_origin(workspace: Workspace, span: Span) -> Table:
    rows = origins.together(queries.texts_by(workspace, span, "origin"))
    names = origins.named(workspace, rows)
    ordered = sorted(rows.items(), key=lambda item: (-item[1]["answered"], -item[1]["sent"], item[0]))
    lines = [
        [
            words(names[key].name, names[key].href, names[key].kind),
            number(row["sent"]),
            number(row["delivered"]),
            number(row["answered"]),
            percent(row["answered"], row["delivered"]),
        ]
        for key, row in ordered
    ]
    heads = (
        Column(_("What was sent"), is_number=False),
        Column(_("Sent")),
        Column(_("Delivered")),
        Column(_("Answered")),
        Column(_("Reply rate"), unit="%"),
    )
    return Table("sent", _("What was answered"), heads, lines, _("Nothing was sent on these days."))
