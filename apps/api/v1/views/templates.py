"""/v1/templates and /v1/senders."""

from django.http import HttpRequest, HttpResponse

from apps.api.kernel import arguments, cursors
from apps.api.v1 import answers
from apps.api.v1.read import asked
from apps.api.v1.surface import V1
from apps.api.v1.write import beyond as write
from apps.copywriting import actions
from apps.copywriting.models import Template
from apps.senders.models import Sender


class Templates(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(Template.objects.of(self.workspace), http.GET, "tpl")
        return answers.listed(http, [write.template(row) for row in page.rows], page.has_more)

    def post(self, http: HttpRequest) -> HttpResponse:
        name, body = arguments.needed(self.body, "name"), arguments.needed(self.body, "body")
        return answers.created(write.template(actions.keep(self.workspace, name, body)))


class OneTemplate(V1):
    def of(self, public_id: str) -> Template:
        """Raises NotFound."""
        row: Template = asked.one(Template.objects.of(self.workspace), "template", "tpl", public_id)
        return row

    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.template(self.of(public_id)))

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Another name or body; what is not given stays."""
        held = self.of(public_id)
        name, body = arguments.text(self.body, "name"), arguments.text(self.body, "body")
        changed = actions.keep(
            self.workspace,
            held.name if name is None else name,
            held.body if body is None else body,
            template=held,
        )
        return answers.answer(write.template(changed))

    def delete(self, http: HttpRequest, public_id: str) -> HttpResponse:
        self.of(public_id).delete()
        return answers.deleted("template", public_id)


class Senders(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(Sender.objects.of(self.workspace), http.GET, "snd")
        return answers.listed(http, [write.sender(row) for row in page.rows], page.has_more)


class OneSender(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        row = asked.one(Sender.objects.of(self.workspace), "sender", "snd", public_id)
        return answers.answer(write.sender(row))
