"""GET /v1/events: the feed of what happened, in its order, to catch up with after an outage."""

import orjson
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from apps.api.kernel import cursors
from apps.api.kernel.refusals import BadArgument
from apps.api.v1 import answers
from apps.api.v1.events import EVENTS, render
from apps.api.v1.surface import V1
from apps.events.models import Event


class Events(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        """?type= starting_after= limit=. Oldest first: behind the last one seen is what is new."""
        rows = self.rows(http.GET.get("type", ""))
        page = cursors.page(rows, http.GET, "evt", oldest_first=True)
        bodies = [orjson.loads(one.body) for one in render(page.rows)]
        return answers.listed(http, bodies, page.has_more)

    def rows(self, kind: str) -> QuerySet[Event]:
        """Raises BadArgument."""
        if kind and kind not in EVENTS:
            raise BadArgument(f"type is one of {', '.join(EVENTS)}.", field="type")
        names = EVENTS[kind] if kind else [name for names in EVENTS.values() for name in names]
        rows: QuerySet[Event] = (
            Event.objects.of(self.workspace).filter(name__in=names).select_related("workspace")
        )
        return rows
