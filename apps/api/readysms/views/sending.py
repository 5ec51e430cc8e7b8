"""POST /sms/send (contract §2.1)."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import REPLY
from apps.api.kernel import sending
from apps.api.readysms import answers
from apps.api.readysms.read import sending as read
from apps.api.readysms.surface import ReadySms
from apps.api.readysms.write import sending as write
from apps.credits import ledger


class Send(ReadySms):
    rights: ClassVar[dict[str, str]] = {"POST": REPLY}

    def post(self, http: HttpRequest) -> HttpResponse:
        single, conversation = read.single(self.principal, self.body)
        message = sending.text(self.principal, single, conversation)
        return answers.done(write.sent(message, ledger.balance(self.workspace)))
