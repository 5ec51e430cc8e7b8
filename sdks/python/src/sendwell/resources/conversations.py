"""Threads with one person from one sender."""

from typing import Literal

from sendwell.objects.texts import Conversation, Message
from sendwell.paging import Paged
from sendwell.resource import Resource, at


class Conversations(Resource):
    def get(self, id: str) -> Conversation:
        return self._ask(Conversation, "GET", at("conversations", id))

    def list(
        self,
        *,
        status: Literal["open", "closed"] | None = None,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[Conversation]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Conversation, at("conversations"), {"status": status, **cursors})

    def messages(
        self,
        id: str,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[Message]:
        """Both directions, newest first."""
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Message, at("conversations", id, "messages"), cursors)

    def reply(self, id: str, body: str, *, idempotency_key: str | None = None) -> Message:
        """Who wrote in the last 72 hours is answered at any hour."""
        path = at("conversations", id, "messages")
        return self._ask(Message, "POST", path, body={"body": body}, key=idempotency_key)
