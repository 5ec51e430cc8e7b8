# Made by tools/make_async.py from resources/fields.py; change that one.
"""Defined fields: what an attribute of contacts is called, and what its values may be."""

from collections.abc import Sequence

from sendwell.objects.groups import Deleted, Field, FieldKind
from sendwell.paging import AsyncPaged
from sendwell.resource import AsyncResource, at


class Fields(AsyncResource):
    async def create(
        self,
        label: str,
        kind: FieldKind,
        *,
        key: str | None = None,
        options: Sequence[str] | None = None,
        required: bool | None = None,
        column: bool | None = None,
        idempotency_key: str | None = None,
    ) -> Field:
        """`key`: the attribute, to the letter; else made of the label. `options`: of a choice."""
        sent = {"label": label, "kind": kind, "key": key}
        more = {"options": options, "required": required, "column": column}
        return await self._ask(Field, "POST", at("fields"), body={**sent, **more}, key=idempotency_key)

    async def get(self, id: str) -> Field:
        return await self._ask(Field, "GET", at("fields", id))

    async def update(
        self,
        id: str,
        *,
        label: str | None = None,
        options: Sequence[str] | None = None,
        required: bool | None = None,
        column: bool | None = None,
        idempotency_key: str | None = None,
    ) -> Field:
        """What is not given stays; key and kind never change."""
        sent = {"label": label, "options": options, "required": required, "column": column}
        return await self._ask(Field, "POST", at("fields", id), body=sent, key=idempotency_key)

    async def delete(self, id: str) -> Deleted:
        """The values stay on the contacts."""
        return await self._ask(Deleted, "DELETE", at("fields", id))

    def list(self) -> AsyncPaged[Field]:
        """In the order that people gave them, all of them in one page."""
        return self._walk(Field, at("fields"), {})
