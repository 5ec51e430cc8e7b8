"""A second person's yes to a campaign: asked for by a program, given by a person in the dashboard."""

from typing import ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import SEND
from apps.api.kernel import launching
from apps.api.kernel.bucket import Bucket
from apps.api.v1 import answers
from apps.api.v1.consent import WORDING
from apps.api.v1.read import asked
from apps.api.v1.read import campaigns as read
from apps.api.v1.surface import BULK, V1
from apps.api.v1.write import approvals as write
from apps.campaigns.approval import queries
from apps.common.refusals import NotFound


class Approvals(V1):
    bucket: ClassVar[Bucket] = BULK
    rights: ClassVar[dict[str, str]] = {"POST": SEND}

    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """The newest request and its answer. Raises NotFound."""
        found = queries.newest(read.one(self.workspace, public_id))
        if found is None:
            raise NotFound("Nobody asked for approval of this campaign.", field="id")
        return answers.answer(write.approval(found))

    @transaction.atomic
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Ask, for now or for `scheduled_at`. Raises as launching.ask."""
        draft = read.one(self.workspace, public_id)
        made = launching.ask(self.principal, draft, WORDING, asked.moment(self.body, "scheduled_at"))
        return answers.created(write.approval(made))
