# Made by tools/make_async.py from resources/conversations.py; change that one.
"""Threads with one person from one sender."""

from typing import Literal

from sendwell.objects.texts import Conversation, Message, Note
from sendwell.paging import AsyncPaged
from sendwell.resource import AsyncResource, at


class Conversations(AsyncResource):
    async def get(self, id: str) -> Conversation:
        return await self._ask(Conversation, "GET", at("conversations", id))

    def list(
        self,
        *,
        status: Literal["open", "closed"] | None = None,
        assigned_to: str | None = None,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Conversation]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        asked = {"status": status, "assigned_to": assigned_to}
        return self._walk(Conversation, at("conversations"), {**asked, **cursors})

    async def assign(self, id: str, email: str | None, *, idempotency_key: str | None = None) -> Conversation:
        """Who looks after it; None: whoever is free."""
        path = at("conversations", id)
        return await self._ask(
            Conversation, "POST", path, body={"assigned_to": email or "nobody"}, key=idempotency_key
        )

    async def close(self, id: str, *, idempotency_key: str | None = None) -> Conversation:
        """It opens by itself when they write."""
        path = at("conversations", id)
        return await self._ask(Conversation, "POST", path, body={"status": "closed"}, key=idempotency_key)

    def notes(
        self,
        id: str,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Note]:
        """Newest first."""
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Note, at("conversations", id, "notes"), cursors)

    async def add_note(self, id: str, body: str, *, idempotency_key: str | None = None) -> Note:
        """For the team; never sent."""
        path = at("conversations", id, "notes")
        return await self._ask(Note, "POST", path, body={"body": body}, key=idempotency_key)

    def messages(
        self,
        id: str,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Message]:
        """Both directions, newest first."""
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Message, at("conversations", id, "messages"), cursors)

    async def reply(self, id: str, body: str, *, idempotency_key: str | None = None) -> Message:
        """Who wrote in the last 72 hours is answered at any hour."""
        path = at("conversations", id, "messages")
        return await self._ask(Message, "POST", path, body={"body": body}, key=idempotency_key)
