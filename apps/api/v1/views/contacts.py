"""/v1/contacts (contract § 7)."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from apps.api.kernel import arguments, cursors, people
from apps.api.v1 import answers
from apps.api.v1.read import contacts as read
from apps.api.v1.read import fields
from apps.api.v1.refusals import AlreadyOptedOut
from apps.api.v1.surface import V1
from apps.api.v1.write import contacts as write
from apps.compliance import actions as compliance
from apps.compliance import many
from apps.compliance.models import ConsentEvent
from apps.compliance.statements import Grant
from apps.contacts.models import Contact
from apps.merging.actions import merge
from apps.messaging.erasure import delete_contacts


class Contacts(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(read.found(self.workspace, http.GET), http.GET, "con")
        return answers.listed(http, write.contacts(self.workspace, page.rows), page.has_more)

    @transaction.atomic
    def post(self, http: HttpRequest) -> HttpResponse:
        phone, wish, opt_in = read.new(self.workspace, self.body)
        wish = fields.judged(self.workspace, wish)
        made = people.add(self.workspace, phone, wish, source="api", actor=self.principal.name)
        if opt_in:
            self.keep(made, opt_in)
        return answers.created(write.contact(self.workspace, read.one(self.workspace, made.public_id)))

    def keep(self, contact: Contact, opt_in: read.OptIn) -> None:
        evidence = {"ip": opt_in.ip} if opt_in.ip else {}
        grant = Grant(contact.phone, contact.pk, source=opt_in.source, evidence=evidence)
        many.grant(self.workspace.pk, [grant], ConsentEvent.Kind.OPT_IN, channel="api")


class OneContact(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.contact(self.workspace, read.one(self.workspace, public_id)))

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        wish = read.change(self.workspace, self.body)
        held = read.one(self.workspace, public_id)
        wish = fields.judged(self.workspace, wish, held)
        people.change(self.workspace, held.pk, wish, actor=self.principal.name)
        return self.get(http, public_id)

    def delete(self, http: HttpRequest, public_id: str) -> HttpResponse:
        contact = read.one(self.workspace, public_id)
        delete_contacts(self.workspace, [contact.pk], reason="api", actor=self.principal.name)
        return answers.deleted("contact", contact.public_id)


class OptOut(V1):
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Raises AlreadyOptedOut."""
        contact = read.one(self.workspace, public_id)
        news = compliance.opt_out(
            self.workspace.pk,
            contact.phone,
            source="api",
            evidence={"reason": (arguments.text(self.body, "reason") or "")[:500]},
            contact_id=contact.pk,
            subject=contact.public_id,
            actor=self.principal.name,
        )
        if not news:
            raise AlreadyOptedOut
        return answers.answer(write.contact(self.workspace, contact))


class Merge(V1):
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Raises NotFound, SameContact, UnknownValue, ContactsBusy."""
        kept = read.one(self.workspace, public_id)
        gone, take = read.other(self.workspace, self.body)
        merge(kept, gone, take, actor=self.principal.name)
        return answers.answer(write.contact(self.workspace, read.one(self.workspace, public_id)))
