"""POST /sms/ai-generate (contract §2.4): three texts for a description."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import REPLY
from apps.api.kernel import arguments
from apps.api.readysms import answers
from apps.api.readysms.surface import ReadySms
from apps.copywriting.writer import drafting


class Generate(ReadySms):
    """X-Copywriter says who wrote (built-in; model; both), X-Copywriter-Why why no model did though one is
    configured. Headers, since the contract's answer is three texts and nothing else."""

    rights: ClassVar[dict[str, str]] = {"POST": REPLY}
    # A model is asked for seconds: that is no time to hold a transaction open.
    keeps_answers: ClassVar[bool] = False

    def post(self, http: HttpRequest) -> HttpResponse:
        copy = drafting.draft(self.workspace, arguments.needed(self.body, "description"))
        response = answers.done(copy.texts)
        response["X-Copywriter"] = copy.writer
        if copy.why:
            response["X-Copywriter-Why"] = copy.why
        return response
