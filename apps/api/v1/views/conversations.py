"""/v1/conversations: threads with one person from one sender, and answers in them."""

from typing import ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import REPLY
from apps.api.kernel import arguments, cursors, sending
from apps.api.v1 import answers
from apps.api.v1.read import asked
from apps.api.v1.read import conversations as read_threads
from apps.api.v1.read import messages as read
from apps.api.v1.surface import V1
from apps.api.v1.write import beyond as write
from apps.api.v1.write import messages as write_messages
from apps.api.v1.write import texts
from apps.messaging import conversations
from apps.messaging.models import Conversation, Message, Remark
from apps.messaging.teamwork import actions as teamwork


class _Threads(V1):
    rights: ClassVar[dict[str, str]] = {"POST": REPLY}

    def rows(self) -> QuerySet[Conversation]:
        rows: QuerySet[Conversation] = Conversation.objects.of(self.workspace)
        return rows.select_related("contact", "sender__carrier", "workspace", "assigned_to")

    def of(self, public_id: str) -> Conversation:
        """Raises NotFound."""
        row: Conversation = asked.one(self.rows(), "conversation", "cnv", public_id)
        return row


class Conversations(_Threads):
    def get(self, http: HttpRequest) -> HttpResponse:
        """?status=open|closed assigned_to=E-MAIL|nobody"""
        page = cursors.page(read_threads.found(self.workspace, self.rows(), http.GET), http.GET, "cnv")
        return answers.listed(http, [write.conversation(row) for row in page.rows], page.has_more)


class OneConversation(_Threads):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.conversation(self.of(public_id)))

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """What is named changes: who looks after it, and whether it is open."""
        thread = self.of(public_id)
        wish = read_threads.change(self.workspace, self.body)
        if wish.is_open is not None:
            conversations.set_open(thread, wish.is_open)
        if wish.gives:
            teamwork.assign(thread, wish.to, self.principal.name)
        return self.get(http, public_id)


class Notes(_Threads):
    """Lines for the team, never sent."""

    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        rows = Remark.objects.of(self.workspace).filter(
            conversation=self.of(public_id), kind=Remark.Kind.NOTE
        )
        page = cursors.page(rows.select_related("conversation"), http.GET, "nte")
        return answers.listed(http, [write.note(row) for row in page.rows], page.has_more)

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Raises MissingArgument, EmptyNote, NoteTooLong."""
        thread, body = self.of(public_id), arguments.needed(self.body, "body")
        return answers.created(write.note(teamwork.note(thread, body, self.principal.name)))


class ThreadMessages(_Threads):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Both directions, newest first."""
        rows = Message.objects.of(self.workspace).filter(conversation=self.of(public_id))
        page = cursors.page(rows.select_related("contact", "workspace"), http.GET, "msg")
        found = [write_messages.either_way(row) for row in page.rows]
        return answers.listed(http, found, page.has_more)

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Answer in the thread. Who wrote in the last 72 hours is answered at any hour."""
        thread, body = self.of(public_id), read.text_of(self.body)
        sent = sending.answer(self.principal, thread, body)
        row = read.one(self.workspace, sent.public_id)
        return answers.created(texts.texts(self.workspace, [row])[0])
