"""Contacts (contract §3)."""

from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from apps.accounts.audit import writing as audit
from apps.api.kernel import paging, people
from apps.api.kernel.refusals import UnknownContact
from apps.api.kernel.spreadsheet import download
from apps.api.readysms import answers
from apps.api.readysms.read import contacts as read
from apps.api.readysms.read import timeline as read_timeline
from apps.api.readysms.surface import ReadySms
from apps.api.readysms.write import contacts as write
from apps.api.readysms.write import timeline as write_timeline
from apps.messaging.erasure import delete_contacts
from apps.tags.models import Tag


class Contacts(ReadySms):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = paging.page(http.GET, 50, 200)
        rows = read.found(self.workspace, http.GET)
        return answers.listed([write.contact(row) for row in page.of(rows)], rows.count(), page)

    def post(self, http: HttpRequest) -> HttpResponse:
        phone, source, wish = read.new(self.body)
        made = people.add(self.workspace, phone, wish, source=source, actor=self.principal.name)
        return answers.done(write.contact(read.one(self.workspace, made.pk)), 201)


class OneContact(ReadySms):
    def get(self, http: HttpRequest, pk: str) -> HttpResponse:
        return answers.done(write.contact(read.one(self.workspace, pk)))

    def put(self, http: HttpRequest, pk: str) -> HttpResponse:
        people.change(self.workspace, paging.row_id(pk), read.change(self.body), actor=self.principal.name)
        return answers.done(write.contact(read.one(self.workspace, pk)))

    patch = put

    def delete(self, http: HttpRequest, pk: str) -> HttpResponse:
        number = paging.row_id(pk)
        if not delete_contacts(self.workspace, [number], reason="api", actor=self.principal.name):
            raise UnknownContact
        return answers.done({"id": number, "deleted": True})


class Tags(ReadySms):
    def get(self, http: HttpRequest) -> HttpResponse:
        return answers.done(sorted(Tag.objects.of(self.workspace).values_list("name", flat=True)))


class Timeline(ReadySms):
    def get(self, http: HttpRequest, pk: str) -> HttpResponse:
        contact = read.one(self.workspace, pk)
        rows = read_timeline.found(self.workspace, contact, read_timeline.page(http.GET))
        return answers.done(write_timeline.entries(self.workspace, rows))


class Export(ReadySms):
    def get(self, http: HttpRequest) -> HttpResponseBase:
        rows = read.found(self.workspace, http.GET).iterator(chunk_size=2_000)
        audit.note(self.workspace, "export.made", "contacts")
        return download("contacts.csv", chain([write.HEADINGS], map(write.line, rows)))
