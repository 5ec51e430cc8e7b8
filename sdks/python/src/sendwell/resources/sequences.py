"""Sequences, and people on their way through them."""

from collections.abc import Sequence as Many

from sendwell.objects.sequences import Enrolment, EnrolmentResult, Sequence, SequenceJob
from sendwell.paging import Paged
from sendwell.resource import Resource, at


class Sequences(Resource):
    def get(self, id: str) -> Sequence:
        return self._ask(Sequence, "GET", at("sequences", id))

    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[Sequence]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Sequence, at("sequences"), cursors)

    def enrol(
        self,
        id: str,
        contact_ids: Many[str] | None = None,
        *,
        list_id: str | None = None,
        tag: str | None = None,
        stage: str | None = None,
        per_day: int | None = None,
        idempotency_key: str | None = None,
    ) -> EnrolmentResult | SequenceJob:
        """Up to 10,000 at once, or everybody of a list, a tag or a stage.

        Who is in it already, or may not come again, is counted and left.

        More than 1,000 go on after the answer, which is then a `sequence_job`: ask `job()` how far it is.
        """
        path, group = at("sequences", id, "enrolments"), {"list_id": list_id, "tag": tag, "stage": stage}
        sent = {"contact_ids": contact_ids, **group, "per_day": per_day}
        return self._ask(EnrolmentResult, "POST", path, body=sent, key=idempotency_key)

    def enrolment(self, id: str, enrolment_id: str) -> Enrolment:
        return self._ask(Enrolment, "GET", at("sequences", id, "enrolments", enrolment_id))

    def enrolments(
        self,
        id: str,
        *,
        status: str | None = None,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[Enrolment]:
        query = {"status": status, "limit": limit}
        cursors = {"starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Enrolment, at("sequences", id, "enrolments"), {**query, **cursors})

    def remove(self, id: str, enrolment_id: str) -> Enrolment:
        """They leave; a text that waits is called back."""
        return self._ask(Enrolment, "DELETE", at("sequences", id, "enrolments", enrolment_id))

    def job(self, id: str, job_id: str) -> SequenceJob:
        return self._ask(SequenceJob, "GET", at("sequences", id, "jobs", job_id))

    def jobs(
        self,
        id: str,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[SequenceJob]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(SequenceJob, at("sequences", id, "jobs"), cursors)

    def stop_job(self, id: str, job_id: str, *, idempotency_key: str | None = None) -> SequenceJob:
        """Who came in stays."""
        return self._ask(
            SequenceJob, "POST", at("sequences", id, "jobs", job_id, "stop"), key=idempotency_key
        )

    def resume_job(self, id: str, job_id: str, *, idempotency_key: str | None = None) -> SequenceJob:
        return self._ask(
            SequenceJob, "POST", at("sequences", id, "jobs", job_id, "resume"), key=idempotency_key
        )
