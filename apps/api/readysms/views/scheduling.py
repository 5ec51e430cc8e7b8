"""One-off scheduled texts (contract §2.3)."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import REPLY
from apps.api.kernel import paging
from apps.api.readysms import answers
from apps.api.readysms.read import moments
from apps.api.readysms.read import scheduled as read
from apps.api.readysms.read import sending as read_sending
from apps.api.readysms.surface import ReadySms
from apps.api.readysms.write import scheduled as write
from apps.messaging.scheduled import actions


class Schedule(ReadySms):
    rights: ClassVar[dict[str, str]] = {"POST": REPLY}

    def post(self, http: HttpRequest) -> HttpResponse:
        caller = self.principal
        single, _ = read_sending.single(caller, self.body)
        at = moments.needed(self.body)
        planned = actions.plan(self.workspace, single, at, caller.witness, caller.origin)
        return answers.done(write.planned(planned))


class OneScheduled(ReadySms):
    rights: ClassVar[dict[str, str]] = {"DELETE": REPLY}

    def delete(self, http: HttpRequest, planned_id: str) -> HttpResponse:
        row = read.one(self.workspace, planned_id)
        actions.call_off(row, self.principal.name)
        return answers.done(write.canceled(read.one(self.workspace, planned_id)))


class AllScheduled(ReadySms):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = paging.page(http.GET, 20, 100)
        rows = read.found(self.workspace, http.GET)
        return answers.listed([write.scheduled(row) for row in page.of(rows)], rows.count(), page)
