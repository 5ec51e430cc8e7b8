"""/v1/messages (contract § 5)."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import REPLY
from apps.api.kernel import cursors, sending
from apps.api.v1 import answers
from apps.api.v1.read import messages as read
from apps.api.v1.surface import V1
from apps.api.v1.write import messages as write
from apps.messaging import queue
from apps.messaging.states import State


class Messages(V1):
    rights: ClassVar[dict[str, str]] = {"POST": REPLY}

    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(read.found(self.workspace, http.GET), http.GET, "msg")
        return answers.listed(http, write.messages(page.rows), page.has_more)

    def post(self, http: HttpRequest) -> HttpResponse:
        sent = sending.text(self.principal, read.single(self.workspace, self.body))
        return answers.created(write.message(read.one(self.workspace, sent.public_id)))


class OneMessage(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.message(read.one(self.workspace, public_id)))


class Cancel(V1):
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """What a carrier has already is left as it is."""
        message = read.one(self.workspace, public_id)
        queue.end([message.pk], State.CANCELED, "canceled", "Canceled")
        return answers.answer(write.message(read.one(self.workspace, public_id)))
