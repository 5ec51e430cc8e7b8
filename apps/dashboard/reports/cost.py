"""Cost: the credits that texts took, less what was given back."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import Workspace
from apps.dashboard.figures import Figure
from apps.dashboard.reports import origins
from apps.dashboard.reports.cells import Row, day, number, percent, words
from apps.dashboard.reports.charts import Chart, Series
from apps.dashboard.reports.sheets import Column, Report, Table, Tile, plain
from apps.reports import queries
from apps.reports.queries import NOTHING, Figures
from apps.reports.span import Span

COLUMNS = (Column(gettext_lazy("Charged")), Column(gettext_lazy("Given back")), Column(gettext_lazy("Cost")))
LIMITS = [
    gettext_lazy(
        "A text's credits stand on the day it left, whenever they were charged; the ledger says when."
    ),
    gettext_lazy("Texts that came in cost nothing."),
]
OF_A_SANDBOX = gettext_lazy("A sandbox is never charged: every cost here is 0.")


def build(workspace: Workspace, span: Span) -> Report:
    """Up to nine queries: four, and one for each kind of thing that texted."""
    now, before = queries.texts(workspace, span), queries.texts(workspace, span.before)
    tables = [_by_day(workspace, span, now, before), _by_origin(workspace, span)]
    return Report(_tiles(now, before), tables, [*([OF_A_SANDBOX] if workspace.is_sandbox else []), *LIMITS])


def _cost(row: Figures) -> int:
    return row["credits"] - row["returned"]


def _tiles(now: Figures, before: Figures) -> list[Tile]:
    each = number_format(round(_cost(now) / now["delivered"], 2), 2) if now["delivered"] else "–"
    return [
        plain(_("Credits used"), Figure(_cost(now), _cost(before)), _("what was given back is taken off")),
        plain(_("Given back"), Figure(now["returned"], before["returned"]), _("failed, refused or canceled")),
        plain(_("Texts sent"), Figure(now["sent"], before["sent"]), _("taken by carriers")),
        Tile(_("A delivered text"), each, _("credits, the failed ones paid with it")),
    ]


def _cells(row: Figures) -> Row:
    return [number(row["credits"]), number(row["returned"]), number(_cost(row))]


def _by_day(workspace: Workspace, span: Span, now: Figures, before: Figures) -> Table:
    rows = queries.texts_by_day(workspace, span)
    series = (Series(_("credits"), "brand", {one: _cost(row) for one, row in rows.items()}),)
    return Table(
        "days",
        _("By day"),
        (Column(_("Day"), is_number=False), *COLUMNS),
        [[day(one), *_cells(rows.get(one, NOTHING))] for one in reversed(span.days)],
        _("No credit was used on these days."),
        foot=[words(_("All days")), *_cells(now)],
        before=[words(_("The period before")), *_cells(before)],
        chart=Chart(_("Credits used, by day"), span.days, series),
    )


def _by_origin(workspace: Workspace, span: Span) -> Table:
    rows = origins.together(queries.texts_by(workspace, span, "origin"))
    names = origins.named(workspace, rows)
    total = sum(_cost(row) for row in rows.values())
    ordered = sorted(rows.items(), key=lambda item: (-_cost(item[1]), item[0]))
    lines = [
        [
            words(names[key].name, names[key].href),
            words(names[key].kind),
            number(row["sent"]),
            *_cells(row),
            percent(_cost(row), total),
        ]
        for key, row in ordered
    ]
    heads = (
        Column(_("What for"), is_number=False),
        Column(_("Kind"), is_number=False),
        Column(_("Texts sent")),
        *COLUMNS,
        Column(_("Share"), unit="%"),
    )
    return Table(
        "origins", _("What the credits went to"), heads, lines, _("Nothing was charged on these days.")
    )
