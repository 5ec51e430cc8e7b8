"""What a Zap looks up: searches (contract §9) and the choices of its dropdowns (§10)."""

from collections.abc import Mapping
from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import VIEW
from apps.api.kernel import paging
from apps.api.readysms import answers
from apps.api.readysms.read import actions as read
from apps.api.readysms.read.contacts import shown
from apps.api.readysms.write import contacts as write
from apps.api.readysms.write import dropdowns
from apps.api.readysms.zapier import Zapier
from apps.pipeline import actions as pipeline
from apps.senders.models import Sender
from apps.sequences.models import Sequence
from apps.tags.models import Tag

# Choices that a dropdown shows at most; of contacts, `search` finds the others.
MOST = 200


class SearchContact(Zapier):
    rights: ClassVar[dict[str, str]] = {"POST": VIEW}

    def get(self, http: HttpRequest) -> HttpResponse:
        return self._found(http.GET.dict())

    def post(self, http: HttpRequest) -> HttpResponse:
        return self._found(self.body)

    def _found(self, asked: Mapping[str, object]) -> HttpResponse:
        return answers.done([write.contact(row) for row in read.matches(self.workspace, asked)])


class Tags(Zapier):
    def get(self, http: HttpRequest) -> HttpResponse:
        names = Tag.objects.of(self.workspace).order_by("name").values_list("name", flat=True)
        return answers.bare([dropdowns.word(name) for name in names[:MOST]])


class Contacts(Zapier):
    def get(self, http: HttpRequest) -> HttpResponse:
        text = paging.word(http.GET, "search")
        rows = shown(self.workspace).search(text) if text else shown(self.workspace)
        return answers.bare([dropdowns.contact(row) for row in rows[:MOST]])


class PhoneNumbers(Zapier):
    def get(self, http: HttpRequest) -> HttpResponse:
        rows = Sender.objects.of(self.workspace).usable()
        return answers.bare([dropdowns.phone_number(row) for row in rows[:MOST]])


class Sequences(Zapier):
    def get(self, http: HttpRequest) -> HttpResponse:
        """Those that take people now."""
        rows = Sequence.objects.of(self.workspace).filter(state=Sequence.State.RUNNING)
        return answers.bare([dropdowns.sequence(row) for row in rows.order_by("name", "pk")[:MOST]])


class Stages(Zapier):
    def get(self, http: HttpRequest) -> HttpResponse:
        return answers.bare([dropdowns.word(stage.key) for stage in pipeline.stages(self.workspace)])
