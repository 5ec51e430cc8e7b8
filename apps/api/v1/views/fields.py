"""/v1/fields."""

from django.http import HttpRequest, HttpResponse

from apps.api.kernel import arguments
from apps.api.v1 import answers
from apps.api.v1.read import fields as read
from apps.api.v1.surface import V1
from apps.api.v1.write import beyond as write
from apps.contacts.custom import actions
from apps.contacts.models import CustomField


class Fields(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        """In the order that people gave them, as cursors cannot have it: all of them, 100 at most."""
        rows = CustomField.objects.of(self.workspace).live()
        return answers.listed(http, [write.field(row) for row in rows])

    def post(self, http: HttpRequest) -> HttpResponse:
        arguments.needed(self.body, "label")
        kind, key = arguments.needed(self.body, "kind"), arguments.text(self.body, "key") or ""
        made = actions.add(self.workspace, kind, read.wish(self.body), key=key)
        return answers.created(write.field(made))


class OneField(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.field(read.one(self.workspace, public_id)))

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """What is not named stays; key and kind never change."""
        held = read.one(self.workspace, public_id)
        return answers.answer(write.field(actions.change(held, read.wish(self.body))))

    def delete(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """The values stay on the contacts."""
        actions.archive(read.one(self.workspace, public_id))
        return answers.deleted("field", public_id)
