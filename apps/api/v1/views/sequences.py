"""/v1/sequences and their enrolments."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import SEND
from apps.api.kernel import arguments, cursors
from apps.api.kernel.refusals import BadArgument
from apps.api.v1 import answers
from apps.api.v1.read import asked, lists
from apps.api.v1.surface import V1
from apps.api.v1.write import beyond as write
from apps.sequences import enrolling, hands
from apps.sequences.models import Enrolment, Enrolments, Sequence


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
        """`contact_ids`, up to 10,000. Who is in it already, or may not come again, is counted and left."""
        sequence = one(self, public_id)
        ids = lists.contact_ids(self.workspace, self.body)
        per_day = arguments.whole(self.body, "per_day")
        done = enrolling.enrol(sequence, ids, source="api", actor=self.principal.name, per_day=per_day)
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
        hands.take_out(sequence, Enrolment.objects.of(self.workspace).filter(pk=row.pk), self.principal.name)
        return self.get(http, public_id, enrolment_id)
