"""/v1/lists (contract § 8)."""

from django.http import HttpRequest, HttpResponse

from apps.api.kernel import arguments, cursors
from apps.api.v1 import answers
from apps.api.v1.read import contacts as read_contacts
from apps.api.v1.read import lists as read
from apps.api.v1.surface import V1
from apps.api.v1.write import lists as write
from apps.common.refusals import NotFound
from apps.lists import actions
from apps.lists.models import ContactList


class Lists(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(ContactList.objects.of(self.workspace), http.GET, "lst")
        return answers.listed(http, write.lists(self.workspace, page.rows), page.has_more)

    def post(self, http: HttpRequest) -> HttpResponse:
        made = actions.create(self.workspace, arguments.needed(self.body, "name"))
        return answers.created(write.lists(self.workspace, [made])[0])


class OneList(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.lists(self.workspace, [read.one(self.workspace, public_id)])[0])

    def delete(self, http: HttpRequest, public_id: str) -> HttpResponse:
        target = read.one(self.workspace, public_id)
        target.delete()
        return answers.deleted("contact_list", public_id)


class Members(V1):
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        target = read.one(self.workspace, public_id)
        ids = read.contact_ids(self.workspace, self.body)
        added = actions.add(target, ids, actor=self.principal.name)
        size = write.size(target)
        return answers.answer(
            {"object": "contact_list", "id": target.public_id, "added": added, "contacts_count": size}
        )


class OneMember(V1):
    def delete(self, http: HttpRequest, public_id: str, contact_id: str) -> HttpResponse:
        target = read.one(self.workspace, public_id)
        contact = read_contacts.one(self.workspace, contact_id)
        if not actions.remove(target, contact):
            raise NotFound(f"No such contact in this list: '{contact_id[:60]}'.", field="contact_id")
        return answers.deleted("contact_list", target.public_id, contact_id=contact.public_id)
