"""A table of the ways by which people came, or left."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from apps.dashboard.reports.cells import number, percent, words
from apps.dashboard.reports.sheets import Column, Table
from apps.dashboard.sources import spoken


def by_way(key: str, title: str, found: Mapping[str, int], heads: tuple[str, str], empty: str) -> Table:
    """`found`: source → people, in its order. `heads`: of the ways, and of the people."""
    total = sum(found.values())
    lines = [[words(_headed(way)), number(people), percent(people, total)] for way, people in found.items()]
    columns = (Column(heads[0], is_number=False), Column(heads[1]), Column(_("Share"), unit="%"))
    return Table(key, title, columns, lines, empty)


def _headed(way: str) -> str:
    """keyword → By a text: it heads its row."""
    said = spoken(way) or _("not said")
    return said[0].upper() + said[1:]
