# Made by tools/make_async.py from resources/contacts.py; change that one.
"""Contacts, their tags, and whether they may be texted."""

from collections.abc import Sequence
from typing import Any

from sendwell.objects.groups import Deleted
from sendwell.objects.people import Contact, GivenOptIn, Permission
from sendwell.paging import AsyncPaged
from sendwell.resource import AsyncResource, at


class Contacts(AsyncResource):
    async def create(
        self,
        phone: str,
        *,
        first_name: str | None = None,
        last_name: str | None = None,
        email: str | None = None,
        opt_in: GivenOptIn | None = None,
        tags: Sequence[str] | None = None,
        stage: str | None = None,
        attributes: dict[str, Any] | None = None,
        idempotency_key: str | None = None,
    ) -> Contact:
        """`opt_in` is the consent that they gave. Raises ConflictError when the number is known."""
        sent = {"phone": phone, "first_name": first_name, "last_name": last_name, "email": email}
        more = {"opt_in": opt_in, "tags": tags, "stage": stage, "attributes": attributes}
        return await self._ask(Contact, "POST", at("contacts"), body={**sent, **more}, key=idempotency_key)

    async def get(self, id: str) -> Contact:
        return await self._ask(Contact, "GET", at("contacts", id))

    async def update(
        self,
        id: str,
        *,
        phone: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        email: str | None = None,
        dnd: bool | None = None,
        tags: Sequence[str] | None = None,
        stage: str | None = None,
        attributes: dict[str, Any] | None = None,
        idempotency_key: str | None = None,
    ) -> Contact:
        """What is not given stays. Attributes merge; one that is None in `attributes` is deleted."""
        sent = {"phone": phone, "first_name": first_name, "last_name": last_name, "email": email}
        more = {"dnd": dnd, "tags": tags, "stage": stage, "attributes": attributes}
        return await self._ask(Contact, "POST", at("contacts", id), body={**sent, **more}, key=idempotency_key)

    async def delete(self, id: str) -> Deleted:
        return await self._ask(Deleted, "DELETE", at("contacts", id))

    def list(
        self,
        *,
        query: str | None = None,
        phone: str | None = None,
        email: str | None = None,
        list_id: str | None = None,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Contact]:
        """`query` looks into number, name and e-mail address."""
        asked = {"query": query, "phone": phone, "email": email, "list_id": list_id}
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Contact, at("contacts"), {**asked, **cursors})

    async def opt_out(self, id: str, *, reason: str | None = None, idempotency_key: str | None = None) -> Contact:
        """They are texted no more. Raises ConflictError the second time."""
        path = at("contacts", id, "opt_out")
        return await self._ask(Contact, "POST", path, body={"reason": reason}, key=idempotency_key)

    async def merge(
        self,
        id: str,
        contact_id: str,
        *,
        take: Sequence[str] | None = None,
        idempotency_key: str | None = None,
    ) -> Contact:
        """The other contact goes into this one. `take`: values of the other that replace this one's."""
        body = {"contact_id": contact_id, "take": take}
        return await self._ask(Contact, "POST", at("contacts", id, "merge"), body=body, key=idempotency_key)

    async def add_tags(self, id: str, tags: Sequence[str], *, idempotency_key: str | None = None) -> Contact:
        return await self._ask(
            Contact, "POST", at("contacts", id, "tags"), body={"tags": tags}, key=idempotency_key
        )

    async def remove_tags(self, id: str, tags: Sequence[str]) -> Contact:
        return await self._ask(Contact, "DELETE", at("contacts", id, "tags"), query={"tag": tags})

    async def explain(self, id: str) -> Permission:
        """May they be texted now? Every gate's answer."""
        return await self._ask(Permission, "GET", at("contacts", id, "explain"))
