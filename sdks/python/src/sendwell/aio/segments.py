# Made by tools/make_async.py from resources/segments.py; change that one.
"""Segments: saved filters over contacts."""

from typing import Any

from sendwell.objects.groups import Deleted, Segment, SegmentCount
from sendwell.paging import AsyncPaged
from sendwell.resource import AsyncResource, at


class Segments(AsyncResource):
    async def create(self, name: str, filter: dict[str, Any], *, idempotency_key: str | None = None) -> Segment:
        """Raises InvalidRequestError, whose `param` is the place in the filter."""
        sent = {"name": name, "filter": filter}
        return await self._ask(Segment, "POST", at("segments"), body=sent, key=idempotency_key)

    async def get(self, id: str) -> Segment:
        return await self._ask(Segment, "GET", at("segments", id))

    async def update(
        self,
        id: str,
        *,
        name: str | None = None,
        filter: dict[str, Any] | None = None,
        idempotency_key: str | None = None,
    ) -> Segment:
        sent = {"name": name, "filter": filter}
        return await self._ask(Segment, "POST", at("segments", id), body=sent, key=idempotency_key)

    async def delete(self, id: str) -> Deleted:
        """Raises ConflictError while a campaign asks for it."""
        return await self._ask(Deleted, "DELETE", at("segments", id))

    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Segment]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Segment, at("segments"), cursors)

    async def count(self, id: str) -> SegmentCount:
        """How many contacts match now, exactly."""
        return await self._ask(SegmentCount, "GET", at("segments", id, "count"))
