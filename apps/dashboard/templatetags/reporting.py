"""What the tables of reports ask their cells."""

from collections.abc import Sequence

from django import template

from apps.common.zones import zone_name
from apps.dashboard.reports.catalogue import Kind
from apps.dashboard.reports.cells import Row
from apps.dashboard.reports.sheets import Column, Table

register = template.Library()


@register.filter
def beside(cells: Row, columns: Sequence[Column]) -> list[tuple[object, Column]]:
    """Each cell with its column."""
    return list(zip(cells, columns, strict=True))


@register.filter
def zone(name: str) -> str:
    """America/New_York → New York time."""
    return zone_name(name)


@register.filter
def file_of(table: Table, kind: Kind) -> str:
    """The name of the route that hands the table out."""
    return f"dashboard:report_{kind.name}_{table.key}_csv"
