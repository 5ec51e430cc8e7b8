# Made by tools/make_async.py from resources/descriptions.py; change that one.
"""What is only read: tags, stages, senders, credits."""

from sendwell.objects.events import Credits as Balance
from sendwell.objects.groups import Sender, Stage, Tag
from sendwell.paging import AsyncPaged
from sendwell.resource import AsyncResource, at


class Tags(AsyncResource):
    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Tag]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Tag, at("tags"), cursors)


class Stages(AsyncResource):
    def list(self) -> AsyncPaged[Stage]:
        """In the order of the board, all of them in one page."""
        return self._walk(Stage, at("stages"), {})


class Senders(AsyncResource):
    async def get(self, id: str) -> Sender:
        return await self._ask(Sender, "GET", at("senders", id))

    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Sender]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Sender, at("senders"), cursors)


class Credits(AsyncResource):
    async def get(self) -> Balance:
        """One credit is one SMS segment."""
        return await self._ask(Balance, "GET", at("credits"))
