"""Bars by day, drawn by the server in units of what they count: nothing is rounded, no script needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from apps.dashboard.reports.dates import written

STEPS = (1, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Series:
    """One colour: `tone` is a status of pill.css. Days that are not in `values` are 0. `down` hangs below."""

    label: str
    tone: str
    values: Mapping[date, int]
    down: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle: x and y of its upper left corner, y growing downwards."""

    x: int
    y: int
    height: int
    tone: str


@dataclass(frozen=True)
class Chart:
    """Bars of one day stand on each other, in the order of `series`. Its sizes are asked for at each bar."""

    caption: str
    days: Sequence[date]
    series: Sequence[Series]

    @property
    def is_flat(self) -> bool:
        return not any(one.values.get(day) for one in self.series for day in self.days)

    @cached_property
    def top(self) -> int:
        """The height above the line, a round number."""
        return _round(self._highest(down=False))

    @cached_property
    def bottom(self) -> int:
        """The depth below the line; 0 when nothing hangs there."""
        return _round(self._highest(down=True)) if any(one.down for one in self.series) else 0

    @cached_property
    def height(self) -> int:
        return self.top + self.bottom

    @property
    def titled(self) -> list[tuple[int, str, list[Bar]]]:
        """For each day: its place, what it says, its bars."""
        return [(place, self._says(day), self._bars(place, day)) for place, day in enumerate(self.days)]

    @property
    def marks(self) -> list[str]:
        """First, middle and last day."""
        ends = sorted({0, (len(self.days) - 1) // 2, len(self.days) - 1})
        return [written(self.days[place], _("M j")) for place in ends]

    def _highest(self, *, down: bool) -> int:
        stacks = (sum(one.values.get(day, 0) for one in self.series if one.down is down) for day in self.days)
        return max(stacks, default=0)

    def _says(self, day: date) -> str:
        said = ", ".join(f"{intcomma(one.values.get(day, 0))} {one.label}" for one in self.series)
        return f"{written(day, _('D, M j'))}: {said}"

    def _bars(self, place: int, day: date) -> list[Bar]:
        bars, up, down = [], 0, 0
        for one in self.series:
            value = one.values.get(day, 0)
            if value and one.down:
                bars.append(Bar(place, self.top + down, value, one.tone))
                down += value
            elif value:
                up += value
                bars.append(Bar(place, self.top - up, value, one.tone))
        return bars


def _round(highest: int) -> int:
    """One of STEPS times a power of ten, not below `highest`."""
    size = 1
    while size * 10 < highest:
        size *= 10
    return next(size * step for step in STEPS if size * step >= highest)
