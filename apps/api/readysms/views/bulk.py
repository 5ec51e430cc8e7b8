"""The bulk doors (contract §2.2). Each asks for consent_attested, and keeps it as evidence."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import SEND
from apps.api.kernel import launching, paging
from apps.api.readysms import answers
from apps.api.readysms.read import bulk as read
from apps.api.readysms.read import campaigns as read_campaigns
from apps.api.readysms.read import enrolment, moments
from apps.api.readysms.read import imports as read_imports
from apps.api.readysms.surface import ReadySms
from apps.api.readysms.write import bulk as write
from apps.api.readysms.write import campaigns as write_campaigns
from apps.api.readysms.write import jobs
from apps.campaigns import actions as campaigns
from apps.campaigns.estimate import audience_size
from apps.credits import ledger
from apps.imports import handed, matching
from apps.imports import queries as imports
from apps.messaging import batches
from apps.sequences.jobs import actions as sequence_jobs
from apps.sequences.models import Job as Enrolling


class SendBulk(ReadySms):
    rights: ClassVar[dict[str, str]] = {"POST": SEND}

    def post(self, http: HttpRequest) -> HttpResponse:
        """Now, or all of them at `scheduled_at`."""
        caller = self.principal
        singles = read.singles(self.workspace, self.body)
        if at := moments.ahead(self.body):
            done = batches.plan_many(self.workspace, singles, at, caller.witness, caller.origin)
        else:
            done = batches.text_many(self.workspace, singles, caller.witness, caller.origin)
        status = "scheduled" if at else "pending"
        return answers.done(write.batch(done, status, ledger.balance(self.workspace)))


class Campaigns(ReadySms):
    rights: ClassVar[dict[str, str]] = {"POST": SEND}

    def post(self, http: HttpRequest) -> HttpResponse:
        """A draft: nobody is texted before /send, where the consent is stated."""
        details = read_campaigns.details(self.workspace, self.body)
        return answers.done(write_campaigns.campaign(campaigns.draft(self.workspace, details)))


class SendCampaign(ReadySms):
    rights: ClassVar[dict[str, str]] = {"POST": SEND}

    def post(self, http: HttpRequest, campaign_id: str) -> HttpResponse:
        """Now, or when its draft says."""
        wording = read.consent(self.body)
        draft = read_campaigns.one(self.workspace, campaign_id)
        size = audience_size(draft)
        row = launching.launch(self.principal, draft, wording, launching.planned_for(draft))
        return answers.done(write_campaigns.launched(row, size))


class Enrol(ReadySms):
    rights: ClassVar[dict[str, str]] = {"POST": SEND}

    def post(self, http: HttpRequest, sequence_id: str) -> HttpResponse:
        named = enrolment.named(self.body)
        sequence = enrolment.one(self.workspace, sequence_id)
        done = sequence_jobs.enrol(sequence, named, self.principal.witness, "api")
        if isinstance(done, Enrolling):
            return answers.done(jobs.enrolling_begun(done))
        return answers.done({"enrolled": done.count, "skipped": done.left_out})


class Import(ReadySms):
    def post(self, http: HttpRequest) -> HttpResponse:
        """A job for the worker; GET /bulk-jobs/:id tells how far it is."""
        order = read_imports.order(self.workspace, self.body)
        keys, people = read_imports.keys(self.body), read_imports.people(self.body)
        matching.match(self.workspace, people, keys)
        name = read_imports.file_name(self.body)
        job = handed.begin(self.workspace, people, name, order, self.principal.witness)
        return answers.done(jobs.begun(job))


class Job(ReadySms):
    def get(self, http: HttpRequest, import_id: str) -> HttpResponse:
        if import_id.startswith("sqj_"):
            return answers.done(jobs.enrolling(enrolment.job(self.workspace, import_id)))
        return answers.done(jobs.job(imports.one(self.workspace, pk=paging.row_id(import_id))))
