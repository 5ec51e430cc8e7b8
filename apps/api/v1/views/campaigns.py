"""/v1/campaigns (contract § 6)."""

from typing import ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import SEND
from apps.api.kernel import arguments, cursors, launching
from apps.api.kernel.bucket import Bucket
from apps.api.v1 import answers
from apps.api.v1.consent import WORDING
from apps.api.v1.read import asked
from apps.api.v1.read import campaigns as read
from apps.api.v1.refusals import NotCancelableNow
from apps.api.v1.surface import BULK, V1
from apps.api.v1.write import campaigns as write
from apps.campaigns import actions
from apps.campaigns.models import Campaign

STARTED = (Campaign.State.SENDING, Campaign.State.COMPLETED, Campaign.State.CANCELED)


class _Launching(V1):
    bucket: ClassVar[Bucket] = BULK
    rights: ClassVar[dict[str, str]] = {"POST": SEND}

    def launch(self, draft: Campaign) -> None:
        """Now, or at `scheduled_at`. Raises as launching.launch."""
        launching.launch(self.principal, draft, WORDING, asked.moment(self.body, "scheduled_at"))


class Campaigns(_Launching):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(read.found(self.workspace, http.GET), http.GET, "cmp")
        return answers.listed(http, write.campaigns(self.workspace, page.rows), page.has_more)

    @transaction.atomic
    def post(self, http: HttpRequest) -> HttpResponse:
        """Made and launched in one: now, or at `scheduled_at`; with `draft` only made."""
        if arguments.flag(self.body, "draft"):
            made = actions.draft(self.workspace, read.planned(self.workspace, self.body))
        else:
            made = actions.draft(self.workspace, read.details(self.workspace, self.body))
            self.launch(made)
        return answers.created(write.campaign(read.one(self.workspace, made.public_id)))


class OneCampaign(V1):
    bucket: ClassVar[Bucket] = BULK

    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.campaign(read.one(self.workspace, public_id)))


class Launch(_Launching):
    @transaction.atomic
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """A draft goes: now, or at `scheduled_at`. AlreadyLaunched, EmptyAudience, InsufficientCredits."""
        self.launch(read.one(self.workspace, public_id))
        return answers.answer(write.campaign(read.one(self.workspace, public_id)))


class _Verb(V1):
    bucket: ClassVar[Bucket] = BULK
    rights: ClassVar[dict[str, str]] = {"POST": SEND}

    def do(self, campaign: Campaign) -> None:
        raise NotImplementedError

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        self.do(read.one(self.workspace, public_id))
        return answers.answer(write.campaign(read.one(self.workspace, public_id)))


class Cancel(_Verb):
    def do(self, campaign: Campaign) -> None:
        """Raises NotCancelableNow once every text is queued or gone."""
        if campaign.state in STARTED:
            raise NotCancelableNow
        actions.cancel(campaign, self.principal.name)


class Pause(_Verb):
    def do(self, campaign: Campaign) -> None:
        """Raises NotPausable."""
        actions.pause(campaign, self.principal.name, arguments.text(self.body, "reason") or "")


class Resume(_Verb):
    def do(self, campaign: Campaign) -> None:
        """Raises NotPaused."""
        actions.resume(campaign, self.principal.name)
