"""The history of messages (contract §2.3)."""

from django.http import HttpRequest, HttpResponse

from apps.api.kernel import paging
from apps.api.readysms import answers, statuses
from apps.api.readysms.read import logs as read
from apps.api.readysms.surface import ReadySms
from apps.api.readysms.write import logs as write


class Logs(ReadySms):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = paging.page(http.GET, 20, 100)
        rows = read.found(self.workspace, http.GET)
        return answers.listed(write.messages(self.workspace, page.of(rows)), rows.count(), page)


class Filters(ReadySms):
    def get(self, http: HttpRequest) -> HttpResponse:
        return answers.done({"statuses": list(statuses.ACCEPTED), "directions": ["inbound", "outbound"]})


class OneMessage(ReadySms):
    def get(self, http: HttpRequest, message_id: str) -> HttpResponse:
        row = read.one(self.workspace, message_id)
        return answers.done(write.messages(self.workspace, [row])[0])
