"""/v1/campaigns (contract § 6)."""

from typing import ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import SEND
from apps.api.kernel import cursors
from apps.api.kernel.bucket import Bucket
from apps.api.v1 import answers
from apps.api.v1.consent import WORDING
from apps.api.v1.read import asked
from apps.api.v1.read import campaigns as read
from apps.api.v1.refusals import NotCancelableNow
from apps.api.v1.surface import BULK, V1
from apps.api.v1.write import campaigns as write
from apps.campaigns import actions
from apps.campaigns.estimate import estimate
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.credits import ledger
from apps.credits.refusals import InsufficientCredits

STARTED = (Campaign.State.SENDING, Campaign.State.COMPLETED, Campaign.State.CANCELED)


class Campaigns(V1):
    bucket: ClassVar[Bucket] = BULK
    rights: ClassVar[dict[str, str]] = {"POST": SEND}

    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(read.found(self.workspace, http.GET), http.GET, "cmp")
        return answers.listed(http, write.campaigns(self.workspace, page.rows), page.has_more)

    @transaction.atomic
    def post(self, http: HttpRequest) -> HttpResponse:
        """Made and launched in one: now, or at `scheduled_at`. Raises InsufficientCredits when sent now."""
        at = asked.moment(self.body, "scheduled_at")
        draft = actions.draft(self.workspace, read.details(self.workspace, self.body))
        if at is None or at <= clock.now():
            self.check_credits(draft)
        actions.launch(draft, self.principal.witness, WORDING, at=at)
        return answers.created(write.campaign(read.one(self.workspace, draft.public_id)))

    def check_credits(self, draft: Campaign) -> None:
        """A rough look beforehand (§ 6); the texts themselves are charged as they are queued."""
        if self.workspace.is_sandbox:
            return
        required, available = estimate(draft).credits, ledger.balance(self.workspace)
        if required > available:
            raise InsufficientCredits(required=required, available=available)


class OneCampaign(V1):
    bucket: ClassVar[Bucket] = BULK

    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.campaign(read.one(self.workspace, public_id)))


class Cancel(V1):
    bucket: ClassVar[Bucket] = BULK
    rights: ClassVar[dict[str, str]] = {"POST": SEND}

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Raises NotCancelableNow once every text is queued or gone."""
        campaign = read.one(self.workspace, public_id)
        if campaign.state in STARTED:
            raise NotCancelableNow
        actions.cancel(campaign, self.principal.name)
        return answers.answer(write.campaign(read.one(self.workspace, public_id)))
