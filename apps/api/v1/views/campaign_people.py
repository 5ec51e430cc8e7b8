"""What a campaign would do, did, and why: dry runs, recipients, explanations."""

import time
from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.api.kernel.bucket import Bucket
from apps.api.v1 import answers
from apps.api.v1.read import asked, recipients
from apps.api.v1.read import campaigns as read
from apps.api.v1.read import contacts as read_contacts
from apps.api.v1.surface import BULK, V1
from apps.api.v1.write import people as write
from apps.campaigns.dry_run import actions, queries
from apps.campaigns.explain import explain
from apps.common.refusals import NotFound


class DryRuns(V1):
    bucket: ClassVar[Bucket] = BULK

    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """The newest of the campaign as it stands. Raises NotFound."""
        run = queries.newest(read.one(self.workspace, public_id))
        if run is None:
            raise NotFound("There is no dry run of the campaign as it is now.", field="id")
        return answers.answer(write.dry_run(run, public_id))

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Begin one, for `at` or the planned time; a large one goes on after the answer.

        Raises BadArgument, NoBody, EmptyAudience.
        """
        campaign = read.one(self.workspace, public_id)
        run = actions.start(campaign, self.principal.user, at=asked.moment_ahead(self.body, "at"))
        actions.turn(run, time.monotonic() + actions.AT_ONCE_SECONDS)
        run.refresh_from_db()
        return answers.created(write.dry_run(run, public_id))


class Recipients(V1):
    bucket: ClassVar[Bucket] = BULK

    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        page = recipients.page(read.one(self.workspace, public_id), http.GET)
        return answers.listed(http, [write.recipient(row) for row in page.rows], page.has_more)


class Explain(V1):
    bucket: ClassVar[Bucket] = BULK

    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """?contact_id=: why this person got the text, or not. Raises MissingArgument, NotFound."""
        campaign = read.one(self.workspace, public_id)
        contact = read_contacts.one(self.workspace, asked.needed(http.GET, "contact_id"))
        told = {"object": "explanation", "campaign_id": public_id, "contact_id": contact.public_id}
        return answers.answer({**told, "steps": write.steps(explain(campaign, contact))})
