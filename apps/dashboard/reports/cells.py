"""Cells of a table: as a page shows them, and as a spreadsheet takes them."""

from dataclasses import dataclass
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.common import clock
from apps.dashboard.reports.dates import written
from apps.dashboard.templatetags.sending import share


@dataclass(frozen=True, slots=True)
class Cell:
    """`raw` goes into the file: a number without commas, a day as 2026-11-18."""

    text: str
    raw: object
    is_number: bool = False
    href: str = ""
    sub: str = ""


Row = list[Cell]


def number(value: int) -> Cell:
    return Cell(str(intcomma(value)).replace("-", "−"), value, is_number=True)


def percent(part: int, whole: int) -> Cell:
    """Nothing where there is no whole. In the file with two decimals, and without the sign."""
    return Cell(share(part, whole) or "–", round(100 * part / whole, 2) if whole else None, is_number=True)


def words(text: str | Promise, href: str = "", sub: str | Promise = "") -> Cell:
    return Cell(str(text), str(text), href=href, sub=str(sub))


def day(value: date) -> Cell:
    """Wed, Nov 18; with the year unless it is this one."""
    return Cell(written(value, _("D, M j") if value.year == clock.now().year else _("M j, Y")), value)


def lasting(seconds: int | None) -> Cell:
    """45 s, 12 min, 3 h, 2 d: rounded, in the file in seconds; – for none."""
    return Cell(spoken(seconds), seconds, is_number=True)


def spoken(seconds: int | None) -> str:
    if seconds is None:
        return "–"
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            value = seconds / size
            return (
                f"{number_format(round(value, 1), 1)} {unit}"
                if value < 10 and value % 1 >= 0.05
                else f"{value:.0f} {unit}"
            )
    return f"{seconds} s"
