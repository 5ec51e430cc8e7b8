"""What stops and permits texts: /v1/suppressions, /v1/consents, /v1/contacts/{id}/explain."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from apps.api.kernel import cursors
from apps.api.v1 import answers
from apps.api.v1.read import contacts as read_contacts
from apps.api.v1.read import people as read
from apps.api.v1.refusals import NotLiftable
from apps.api.v1.surface import V1
from apps.api.v1.write import beyond as write
from apps.api.v1.write import people as write_people
from apps.compliance import actions, many
from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts.models import Contact
from apps.messaging.explain import can_text


class Suppressions(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(read.suppressions(self.workspace, http.GET), http.GET, "sup")
        return answers.listed(http, [write.suppression(row) for row in page.rows], page.has_more)

    @transaction.atomic
    def post(self, http: HttpRequest) -> HttpResponse:
        """Let one stand; twice is once (then 200)."""
        stop = read.stop(self.workspace, self.body)
        is_new = self.stand(stop)
        rows = read.suppressions(self.workspace, {}).filter(phone=stop.phone, kind=stop.kind, sender=None)
        return answers.answer(write.suppression(rows.get()), 201 if is_new else 200)

    def stand(self, stop: read.Stop) -> bool:
        evidence = {"reason": stop.reason, "by": self.principal.name}
        if stop.kind == Suppression.Kind.BLACKLIST:
            return actions.suppress(self.workspace.pk, stop.phone, stop.kind, source="api", evidence=evidence)
        contact = Contact.objects.of(self.workspace).filter(phone=stop.phone).first()
        return actions.opt_out(
            self.workspace.pk,
            stop.phone,
            source="api",
            evidence=evidence,
            contact_id=contact.pk if contact else None,
            subject=contact.public_id if contact else "",
            actor=self.principal.name,
        )


class OneSuppression(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.suppression(read.suppression(self.workspace, public_id)))

    def delete(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Off the blacklist. Raises NotLiftable: an opt-out ends by the person's own wish alone."""
        row = read.suppression(self.workspace, public_id)
        if row.kind != Suppression.Kind.BLACKLIST:
            raise NotLiftable
        actions.lift(self.workspace.pk, row.phone, row.kind, by=self.principal.name, reason="api")
        return answers.deleted("suppression", public_id)


class Consents(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        """?phone=: every line about the number, newest first."""
        page = cursors.page(read.consents(self.workspace, http.GET), http.GET, "cns")
        return answers.listed(http, [write.consent(row) for row in page.rows], page.has_more)

    @transaction.atomic
    def post(self, http: HttpRequest) -> HttpResponse:
        """A line with its evidence. It lifts nothing: who opted out stays out."""
        grant = read.grant(self.workspace, self.body)
        many.grant(self.workspace.pk, [grant], ConsentEvent.Kind.OPT_IN, channel="api")
        line = ConsentEvent.objects.of(self.workspace).filter(phone=grant.phone).latest("pk")
        return answers.created(write.consent(line))


class ContactExplain(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """What every gate says to a marketing text to this person now."""
        contact = read_contacts.one(self.workspace, public_id)
        gates = write_people.gates(can_text(self.workspace, contact))
        may = all(gate["passes"] for gate in gates)
        told = {"object": "explanation", "contact_id": public_id, "can_text": may, "gates": gates}
        return answers.answer(told)
