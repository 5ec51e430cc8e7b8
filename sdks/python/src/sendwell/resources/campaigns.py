"""Campaigns: making, launching, stopping, reading."""

from sendwell.objects.campaigns import Approval, Audience, Campaign, CampaignStatus
from sendwell.objects.texts import Metadata
from sendwell.paging import Paged
from sendwell.resource import Resource, at


class Campaigns(Resource):
    def create(
        self,
        name: str,
        body: str,
        audience: Audience,
        *,
        sender: str | None = None,
        scheduled_at: str | None = None,
        metadata: Metadata | None = None,
        draft: bool | None = None,
        idempotency_key: str | None = None,
    ) -> Campaign:
        """Launched at once, or at `scheduled_at`; with `draft` only made. Raises InsufficientCreditsError."""
        sent = {"name": name, "body": body, "audience": audience, "from": sender, "metadata": metadata}
        made = {**sent, "scheduled_at": scheduled_at, "draft": draft}
        return self._ask(Campaign, "POST", at("campaigns"), body=made, key=idempotency_key)

    def get(self, id: str) -> Campaign:
        return self._ask(Campaign, "GET", at("campaigns", id))

    def list(
        self,
        *,
        status: CampaignStatus | None = None,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[Campaign]:
        """Newest first."""
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Campaign, at("campaigns"), {"status": status, **cursors})

    def launch(
        self, id: str, *, scheduled_at: str | None = None, idempotency_key: str | None = None
    ) -> Campaign:
        """A draft goes: now, or at `scheduled_at`."""
        sent = {"scheduled_at": scheduled_at}
        return self._ask(Campaign, "POST", at("campaigns", id, "launch"), body=sent, key=idempotency_key)

    def ask_approval(
        self, id: str, *, scheduled_at: str | None = None, idempotency_key: str | None = None
    ) -> Approval:
        """For a second person's yes, where a launch is answered by `campaign_needs_approval`."""
        sent = {"scheduled_at": scheduled_at}
        return self._ask(Approval, "POST", at("campaigns", id, "approval"), body=sent, key=idempotency_key)

    def approval(self, id: str) -> Approval:
        """The newest request and its answer."""
        return self._ask(Approval, "GET", at("campaigns", id, "approval"))

    def pause(self, id: str, *, reason: str | None = None, idempotency_key: str | None = None) -> Campaign:
        sent = {"reason": reason}
        return self._ask(Campaign, "POST", at("campaigns", id, "pause"), body=sent, key=idempotency_key)

    def resume(self, id: str, *, idempotency_key: str | None = None) -> Campaign:
        return self._ask(Campaign, "POST", at("campaigns", id, "resume"), key=idempotency_key)

    def cancel(self, id: str, *, idempotency_key: str | None = None) -> Campaign:
        """Raises ConflictError once every text was queued."""
        return self._ask(Campaign, "POST", at("campaigns", id, "cancel"), key=idempotency_key)
