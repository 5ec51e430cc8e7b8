"""/v1/sequences and their enrolments."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import SEND
from apps.api.kernel import cursors
from apps.api.kernel.refusals import BadArgument
from apps.api.v1 import answers
from apps.api.v1.read import asked
from apps.api.v1.read import sequences as read
from apps.api.v1.surface import V1
from apps.api.v1.write import beyond as write
from apps.sequences import hands
from apps.sequences.jobs import actions as jobs
from apps.sequences.jobs import queries as about_jobs
from apps.sequences.models import Enrolment, Enrolments, Job, Sequence
from apps.sequences.states import Hand


def one(view: V1, public_id: str) -> Sequence:
    """Raises NotFound."""
    row: Sequence = asked.one(Sequence.objects.of(view.workspace), "sequence", "seq", public_id)
    return row


class Sequences(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(Sequence.objects.of(self.workspace), http.GET, "seq")
        return answers.listed(http, [write.sequence(row) for row in page.rows], page.has_more)


class OneSequence(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.sequence(one(self, public_id)))


class _People(V1):
    rights: ClassVar[dict[str, str]] = {"POST": SEND, "DELETE": SEND}

    def people(self, sequence: Sequence) -> Enrolments:
        rows = Enrolment.objects.of(self.workspace).filter(sequence=sequence)
        return rows.select_related("contact")


class AllEnrolments(_People):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """?status="""
        rows, status = self.people(one(self, public_id)), http.GET.get("status", "")
        if status:
            if status not in Enrolment.State.values:
                raise BadArgument(f"status is one of {', '.join(Enrolment.State.values)}.", field="status")
            rows = rows.filter(state=status)
        page = cursors.page(rows, http.GET, "enr")
        found = [write.enrolment(row, public_id) for row in page.rows]
        return answers.listed(http, found, page.has_more)

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """`contact_ids`, up to 10,000; `list_id`, `tag` or `stage`: all of its people. Who is in it already,
        or may not come again, is counted and left. More than 1,000 come in by a job: 202."""
        sequence = one(self, public_id)
        named = read.named(self.workspace, self.body)
        done = jobs.enrol(sequence, named, self.principal.witness, "api")
        if isinstance(done, Job):
            return answers.answer(write.sequence_job(done, public_id), 202)
        told = {"object": "enrolment_result", "sequence_id": public_id, "enrolled": done.count}
        left = {"on_their_way": done.on_their_way, "been_before": done.been_before, "unknown": done.unknown}
        return answers.created({**told, **left})


class OneEnrolment(_People):
    def get(self, http: HttpRequest, public_id: str, enrolment_id: str) -> HttpResponse:
        row = asked.one(self.people(one(self, public_id)), "enrolment", "enr", enrolment_id)
        return answers.answer(write.enrolment(row, public_id))

    def delete(self, http: HttpRequest, public_id: str, enrolment_id: str) -> HttpResponse:
        """They leave; a text that waits is called back. Who left before stays so."""
        sequence = one(self, public_id)
        row = asked.one(self.people(sequence), "enrolment", "enr", enrolment_id)
        hands.lay(sequence, hands.everybody(sequence).filter(pk=row.pk), Hand.OUT, self.principal.name)
        return self.get(http, public_id, enrolment_id)


class _Jobs(V1):
    rights: ClassVar[dict[str, str]] = {"POST": SEND}

    def job(self, public_id: str, job_id: str) -> Job:
        """Raises NotFound."""
        row: Job = asked.one(about_jobs.of(one(self, public_id)), "sequence job", "sqj", job_id)
        return row


class AllJobs(_Jobs):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        page = cursors.page(about_jobs.of(one(self, public_id)), http.GET, "sqj")
        found = [write.sequence_job(row, public_id) for row in page.rows]
        return answers.listed(http, found, page.has_more)


class OneJob(_Jobs):
    def get(self, http: HttpRequest, public_id: str, job_id: str) -> HttpResponse:
        return answers.answer(write.sequence_job(self.job(public_id, job_id), public_id))


class StopJob(_Jobs):
    def post(self, http: HttpRequest, public_id: str, job_id: str) -> HttpResponse:
        """Who came in stays."""
        row = self.job(public_id, job_id)
        jobs.stop(row)
        return answers.answer(write.sequence_job(row, public_id))


class ResumeJob(_Jobs):
    def post(self, http: HttpRequest, public_id: str, job_id: str) -> HttpResponse:
        row = self.job(public_id, job_id)
        jobs.resume(row)
        return answers.answer(write.sequence_job(row, public_id))
