"""POST /sms/ai-generate (contract §2.4): three texts for a description."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import REPLY
from apps.api.kernel import arguments
from apps.api.readysms import answers
from apps.api.readysms.surface import ReadySms
from apps.copywriting.writer.compose import variants


class Generate(ReadySms):
    """X-Copywriter says who wrote: so far always the built-in one, which asks no model."""

    rights: ClassVar[dict[str, str]] = {"POST": REPLY}

    def post(self, http: HttpRequest) -> HttpResponse:
        response = answers.done(variants(arguments.needed(self.body, "description")))
        response["X-Copywriter"] = "built-in"
        return response
