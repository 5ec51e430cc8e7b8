# Made by tools/make_async.py from resources/campaign_people.py; change that one.
"""What a campaign would do, did, and why."""

from sendwell.objects.campaigns import DryRun, Explanation, Recipient
from sendwell.paging import AsyncPaged
from sendwell.resource import AsyncResource, at


class CampaignPeople(AsyncResource):
    """`client.campaign_people`"""

    async def start_dry_run(
        self, campaign_id: str, *, at_time: str | None = None, idempotency_key: str | None = None
    ) -> DryRun:
        """For `at_time` or the planned time; a large one goes on after the answer: ask `dry_run`."""
        path = at("campaigns", campaign_id, "dry_run")
        return await self._ask(DryRun, "POST", path, body={"at": at_time}, key=idempotency_key)

    async def dry_run(self, campaign_id: str) -> DryRun:
        """The newest of the campaign as it stands."""
        return await self._ask(DryRun, "GET", at("campaigns", campaign_id, "dry_run"))

    def recipients(
        self,
        campaign_id: str,
        *,
        status: str | None = None,
        rule: str | None = None,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Recipient]:
        """Each person's outcome, in the order of the audience. The cursor is the phone number."""
        query = {"status": status, "rule": rule, "limit": limit}
        cursors = {"starting_after": starting_after, "ending_before": ending_before}
        path = at("campaigns", campaign_id, "recipients")
        return self._walk(Recipient, path, {**query, **cursors}, "phone")

    async def explain(self, campaign_id: str, contact_id: str) -> Explanation:
        """Why this person got the text, or not, step by step."""
        path = at("campaigns", campaign_id, "explain")
        return await self._ask(Explanation, "GET", path, query={"contact_id": contact_id})
