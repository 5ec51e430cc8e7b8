"""What a report is made of: tiles, and tables, some with a chart in front. The same for page and file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.dashboard.figures import Figure
from apps.dashboard.reports.cells import Row
from apps.dashboard.reports.charts import Chart
from apps.dashboard.templatetags.sending import share

SHOWN = 50  # rows of a table that is no calendar; the file has all


@dataclass(frozen=True, slots=True)
class Tile:
    """One number. `good`: whether its change is welcome; None where that is not for us to say."""

    label: str
    value: str
    note: str = ""
    delta: str = ""
    good: bool | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """`unit` is said in the head of the file, where cells are bare numbers."""

    label: str | Promise
    is_number: bool = True
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`key` names its file. `foot` sums the rows, `before` does for the period before."""

    key: str
    title: str
    columns: Sequence[Column]
    rows: list[Row]
    empty: str  # what is said when there are no rows
    foot: Row = field(default_factory=list)
    before: Row = field(default_factory=list)
    chart: Chart | None = None
    note: str = ""

    @property
    def shown(self) -> list[Row]:
        return self.rows if self.chart else self.rows[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.rows) - len(self.shown)

    @property
    def is_empty(self) -> bool:
        """A calendar has a row for each day, whatever happened."""
        return self.chart.is_flat if self.chart else not self.rows


@dataclass(frozen=True, slots=True)
class Report:
    """`limits`: what is not measured, in plain words."""

    tiles: list[Tile]
    tables: list[Table]
    limits: Sequence[str | Promise] = ()


def of_sent(part: int, sent: int) -> str:
    """98.2% of the sent."""
    return _("%(share)s of the sent") % {"share": share(part, sent) or "–"}


def more_is_better(label: str, figure: Figure, note: str = "") -> Tile:
    return Tile(label, intcomma(figure.now).replace("-", "−"), note, figure.delta, figure.rose)


def less_is_better(label: str, figure: Figure, note: str = "") -> Tile:
    return Tile(label, intcomma(figure.now), note, figure.delta, figure.fell)


def plain(label: str, figure: Figure, note: str = "") -> Tile:
    """A change that is neither good nor bad."""
    return Tile(label, intcomma(figure.now), note, figure.delta)
