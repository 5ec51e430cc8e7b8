"""Reports: a page for each, and each of its tables as a file."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_safe

from apps.common import clock
from apps.dashboard import spreadsheets
from apps.dashboard.exported import note_export
from apps.dashboard.pages import show
from apps.dashboard.reports import period
from apps.dashboard.reports.catalogue import KINDS, Kind
from apps.dashboard.reports.sheets import Table
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.reports.queries import counted_at

# Counting is a minute behind; so much later nobody is counting.
PATIENCE = timedelta(minutes=15)
View = Callable[[HttpRequest], HttpResponseBase]


def page(kind: Kind) -> View:
    """GET: ?days=7, 30 or 90, or ?from=&to=."""

    @needs(kind.right)
    @require_safe
    def view(request: Request) -> HttpResponse:
        asked = period.read(request.GET)
        context = {
            "kind": kind,
            "kinds": [one for one in KINDS if request.member.may(one.right)],
            "period": asked,
            "lengths": period.LENGTHS,
            "report": kind.build(request.workspace, asked.span),
            **_freshness(),
        }
        return show(request, "reports/show", context)

    return view


def export(kind: Kind, key: str) -> View:
    """GET: the table of this key for the same days, all its rows."""

    @needs(kind.right)
    @require_safe
    def view(request: Request) -> StreamingHttpResponse:
        span = period.read(request.GET).span
        with translation.override(settings.LANGUAGE_CODE):  # as all our files: programs read them
            tables = kind.build(request.workspace, span).tables
        table = next(one for one in tables if one.key == key)
        name = f"{kind.name}-{key}-{span.first}-{span.last}.csv"
        note_export(request, f"report {name}")
        return spreadsheets.answer(name, _lines(table))

    return view


def _lines(table: Table) -> Iterator[Iterable[object]]:
    yield [f"{one.label} ({one.unit})" if one.unit else one.label for one in table.columns]
    for row in table.rows:
        yield [cell.raw for cell in row]


def _freshness() -> dict[str, Any]:
    """When the sums were counted, and whether that is too long ago."""
    at = counted_at()
    return {"counted_at": at, "is_stale": at is not None and at < clock.now() - PATIENCE}
