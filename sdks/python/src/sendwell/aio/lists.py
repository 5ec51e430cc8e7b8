# Made by tools/make_async.py from resources/lists.py; change that one.
"""Lists, and who is on them."""

from collections.abc import Sequence

from sendwell.objects.groups import ContactList, Deleted, ListChange
from sendwell.paging import AsyncPaged
from sendwell.resource import AsyncResource, at


class Lists(AsyncResource):
    async def create(self, name: str, *, idempotency_key: str | None = None) -> ContactList:
        return await self._ask(ContactList, "POST", at("lists"), body={"name": name}, key=idempotency_key)

    async def get(self, id: str) -> ContactList:
        return await self._ask(ContactList, "GET", at("lists", id))

    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[ContactList]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(ContactList, at("lists"), cursors)

    async def delete(self, id: str) -> Deleted:
        return await self._ask(Deleted, "DELETE", at("lists", id))

    async def add(self, id: str, contact_ids: Sequence[str], *, idempotency_key: str | None = None) -> ListChange:
        """Up to 10,000 at once; who is on it already stays."""
        path, sent = at("lists", id, "contacts"), {"contact_ids": contact_ids}
        return await self._ask(ListChange, "POST", path, body=sent, key=idempotency_key)

    async def remove(self, id: str, contact_id: str) -> Deleted:
        return await self._ask(Deleted, "DELETE", at("lists", id, "contacts", contact_id))
