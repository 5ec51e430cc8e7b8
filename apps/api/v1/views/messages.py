"""/v1/messages (contract § 5)."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import REPLY
from apps.api.kernel import sending
from apps.api.v1 import answers
from apps.api.v1.read import asked, texts
from apps.api.v1.read import messages as read
from apps.api.v1.surface import V1
from apps.api.v1.write import texts as write


class Messages(V1):
    rights: ClassVar[dict[str, str]] = {"POST": REPLY}

    def get(self, http: HttpRequest) -> HttpResponse:
        page = texts.page(self.workspace, http.GET)
        return answers.listed(http, write.texts(self.workspace, page.rows), page.has_more)

    def post(self, http: HttpRequest) -> HttpResponse:
        """Now, or at `scheduled_at`."""
        at = asked.moment(self.body, "scheduled_at")
        made = sending.text_at(self.principal, read.single(self.workspace, self.body), at)
        return answers.created(write.fresh(self.workspace, made))


class OneMessage(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        text = texts.one(self.workspace, public_id)
        return answers.answer(write.texts(self.workspace, [text])[0])


class Cancel(V1):
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """What a carrier has already is left as it is."""
        texts.cancel(texts.one(self.workspace, public_id), self.principal.name)
        text = texts.one(self.workspace, public_id)
        return answers.answer(write.texts(self.workspace, [text])[0])
