"""/v1/segments: saved filters (docs/filters.md)."""

from django.http import HttpRequest, HttpResponse

from apps.api.kernel import arguments, cursors
from apps.api.v1 import answers
from apps.api.v1.read import segments as read
from apps.api.v1.surface import V1
from apps.api.v1.write import beyond as write
from apps.audiences import actions, segments
from apps.audiences.filters import reading
from apps.audiences.models import Segment
from apps.campaigns.segments import asking_for


class Segments(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(Segment.objects.of(self.workspace), http.GET, "seg")
        return answers.listed(http, [write.segment(row) for row in page.rows], page.has_more)

    def post(self, http: HttpRequest) -> HttpResponse:
        """Raises BadFilter, whose param is the place in the filter."""
        name, filter_ = arguments.needed(self.body, "name"), read.filter_of(self.body)
        made = actions.create(self.workspace, name, filter_, actor=self.principal.name)
        return answers.created(write.segment(made))


class OneSegment(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.segment(read.one(self.workspace, public_id)))

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Another name or filter; what is not given stays."""
        held = read.one(self.workspace, public_id)
        name = arguments.text(self.body, "name")
        changed = actions.change(
            held,
            name=held.name if name is None else name,
            filter_=arguments.mapping(self.body, "filter") or held.filter,
            actor=self.principal.name,
        )
        return answers.answer(write.segment(changed))

    def delete(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Raises InUse."""
        held = read.one(self.workspace, public_id)
        actions.delete(held, used_by=_campaign, actor=self.principal.name)
        return answers.deleted("segment", public_id)


def _campaign(segment: Segment) -> str:
    return next((f"The campaign {one.name}" for one in asking_for(segment)), "")


class Count(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """How many contacts match now, exactly."""
        held = read.one(self.workspace, public_id)
        count = segments.count(self.workspace, reading.read(held.filter))
        return answers.answer({"id": public_id, "object": "segment_count", "count": count})
