"""/v1/tags, /v1/contacts/{id}/tags, /v1/stages."""

from django.http import HttpRequest, HttpResponse

from apps.api.kernel import cursors
from apps.api.v1 import answers
from apps.api.v1.read import contacts as read_contacts
from apps.api.v1.read import people as read
from apps.api.v1.surface import V1
from apps.api.v1.write import beyond as write
from apps.api.v1.write import contacts as write_contacts
from apps.pipeline.models import Stage
from apps.tags import actions
from apps.tags.models import Tag


class Tags(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(Tag.objects.of(self.workspace), http.GET, "tag")
        return answers.listed(http, [write.tag(row) for row in page.rows], page.has_more)


class Stages(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        """In the order of the board, as cursors cannot have it: all of them."""
        return answers.listed(http, [write.stage(row) for row in Stage.objects.of(self.workspace)])


class ContactTags(V1):
    """The contact with its tags as they are then."""

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        contact = read_contacts.one(self.workspace, public_id)
        actions.add(contact, read.tags(self.body), actor=self.principal.name)
        return self.shown(public_id)

    def delete(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Names in the body, or ?tag= for clients that send none with DELETE."""
        contact = read_contacts.one(self.workspace, public_id)
        names = read.tags({"tags": http.GET.getlist("tag")} if "tag" in http.GET else self.body)
        actions.remove(contact, names, actor=self.principal.name)
        return self.shown(public_id)

    def shown(self, public_id: str) -> HttpResponse:
        contact = read_contacts.one(self.workspace, public_id)
        return answers.answer(write_contacts.contact(self.workspace, contact))
