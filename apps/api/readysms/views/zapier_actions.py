"""What a Zap does (contract §8). Every one answers {success, data}."""

from typing import ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import REPLY
from apps.api.kernel import arguments, people, sending
from apps.api.readysms import answers
from apps.api.readysms.read import actions as read
from apps.api.readysms.read import contacts as read_contacts
from apps.api.readysms.write import actions as write_actions
from apps.api.readysms.write import contacts as write
from apps.api.readysms.zapier import Zapier
from apps.contacts import actions as contacts
from apps.contacts import fields
from apps.contacts.models import Contact
from apps.contacts.refusals import ContactExists
from apps.pipeline import actions as pipeline
from apps.sequences import enrolling
from apps.sequences.models import Enrolment
from apps.sequences.refusals import AlreadyEnrolled
from apps.tags import actions as tags


class SendSms(Zapier):
    rights: ClassVar[dict[str, str]] = {"POST": REPLY}

    def post(self, http: HttpRequest) -> HttpResponse:
        message = sending.text(self.principal, read.single(self.principal, self.body))
        return answers.done(write_actions.sent(message))


class _OnContact(Zapier):
    """An action on one contact, named by contact_id or phone; it answers the contact."""

    def act(self, person: Contact) -> None:
        raise NotImplementedError

    def post(self, http: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            person = read.person(self.workspace, self.body)
            self.act(person)
        return self.shown(person.pk)

    def shown(self, pk: int, status: int = 200) -> HttpResponse:
        return answers.done(write.contact(read_contacts.one(self.workspace, pk)), status)

    @property
    def actor(self) -> str:
        return self.principal.name


class CreateContact(_OnContact):
    def post(self, http: HttpRequest) -> HttpResponse:
        """Make it; who is known takes the fields that are given, and keeps tags, stage and source."""
        phone, source, wish = read.new(self.body)
        try:
            made = people.add(self.workspace, phone, wish, source=source, actor=self.actor)
        except ContactExists:
            number = fields.phone(phone, self.workspace.default_region)
            return self._known(Contact.objects.of(self.workspace).get(phone=number))
        return self.shown(made.pk, 201)

    @transaction.atomic
    def _known(self, person: Contact) -> HttpResponse:
        people.change(self.workspace, person.pk, read.upsert(self.body), actor=self.actor)
        tags.add(person, read.tags(self.body), actor=self.actor)
        return self.shown(person.pk)


class UpdateContact(_OnContact):
    def act(self, person: Contact) -> None:
        people.change(self.workspace, person.pk, read.change(self.body), actor=self.actor)


class AddTag(_OnContact):
    def act(self, person: Contact) -> None:
        tags.add(person, [arguments.needed(self.body, "tag")], actor=self.actor)


class RemoveTag(_OnContact):
    def act(self, person: Contact) -> None:
        tags.remove(person, [arguments.needed(self.body, "tag")], actor=self.actor)


class UpdateStage(_OnContact):
    def act(self, person: Contact) -> None:
        pipeline.move(person, read.stage(self.body), actor=self.actor)


class SetDnd(_OnContact):
    def act(self, person: Contact) -> None:
        given = arguments.flag(self.body, "dnd_sms")
        contacts.set_dnd(person, True if given is None else given, actor=self.actor)


class EnrollSequence(Zapier):
    def post(self, http: HttpRequest) -> HttpResponse:
        person = read.person(self.workspace, self.body)
        sequence = read.sequence(self.workspace, self.body)
        if not enrolling.enrol_one(sequence, person, source="api", actor=self.principal.name).count:
            raise AlreadyEnrolled
        rows = Enrolment.objects.of(self.workspace).filter(sequence=sequence, contact=person)
        return answers.done(write_actions.enrolled(rows.order_by("-pk")[0], sequence))
