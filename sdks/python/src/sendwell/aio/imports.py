# Made by tools/make_async.py from resources/imports.py; change that one.
"""Imports: many contacts at once, from rows or from a file."""

from collections.abc import Sequence
from typing import Any

from sendwell.objects.imports import Import, RejectedRow
from sendwell.paging import AsyncPaged
from sendwell.resource import AsyncResource, at


class Imports(AsyncResource):
    async def create(
        self,
        contacts: Sequence[dict[str, Any]],
        *,
        consent_source: str,
        attested: bool,
        list_id: str | None = None,
        default_region: str | None = None,
        file_name: str | None = None,
        draft: bool | None = None,
        idempotency_key: str | None = None,
    ) -> Import:
        """`attested`: you state that they agreed, as `consent_source` says. Goes on after the answer."""
        sent = {"contacts": contacts, "consent_source": consent_source, "attested": attested}
        more = {"list_id": list_id, "default_region": default_region, "file_name": file_name, "draft": draft}
        return await self._ask(Import, "POST", at("imports"), body={**sent, **more}, key=idempotency_key)

    async def upload(
        self,
        file_name: str,
        content: bytes,
        *,
        consent_source: str,
        attested: bool,
        mapping: Sequence[str] | None = None,
        list_id: str | None = None,
        default_region: str | None = None,
        draft: bool | None = None,
        idempotency_key: str | None = None,
    ) -> Import:
        """A CSV or XLSX file; `mapping` names a field for each column, and is guessed without."""
        sent = {"consent_source": consent_source, "attested": attested, "mapping": mapping}
        told = {**sent, "list_id": list_id, "default_region": default_region, "draft": draft}
        file = (file_name, content)
        return await self._ask(Import, "POST", at("imports"), body=told, key=idempotency_key, file=file)

    async def start(
        self,
        id: str,
        *,
        consent_source: str,
        attested: bool,
        mapping: Sequence[str] | None = None,
        list_id: str | None = None,
        default_region: str | None = None,
        idempotency_key: str | None = None,
    ) -> Import:
        """A draft begins."""
        sent = {"consent_source": consent_source, "attested": attested, "mapping": mapping}
        told = {**sent, "list_id": list_id, "default_region": default_region}
        return await self._ask(Import, "POST", at("imports", id, "start"), body=told, key=idempotency_key)

    async def get(self, id: str) -> Import:
        return await self._ask(Import, "GET", at("imports", id))

    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Import]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Import, at("imports"), cursors)

    def rejected(
        self, id: str, *, limit: int | None = None, starting_after: int | None = None
    ) -> AsyncPaged[RejectedRow]:
        """In the file's order. The cursor is the line."""
        query = {"limit": limit, "starting_after": starting_after}
        return self._walk(RejectedRow, at("imports", id, "rejected"), query, "line")

    async def stop(self, id: str, *, idempotency_key: str | None = None) -> Import:
        return await self._ask(Import, "POST", at("imports", id, "stop"), key=idempotency_key)

    async def resume(self, id: str, *, idempotency_key: str | None = None) -> Import:
        return await self._ask(Import, "POST", at("imports", id, "resume"), key=idempotency_key)

    async def undo(self, id: str, *, idempotency_key: str | None = None) -> Import:
        """Takes back what it made and nobody changed since."""
        return await self._ask(Import, "POST", at("imports", id, "undo"), key=idempotency_key)
