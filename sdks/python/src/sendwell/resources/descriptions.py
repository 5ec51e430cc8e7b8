"""What is only read: tags, stages, senders, credits."""

from sendwell.objects.events import Credits as Balance
from sendwell.objects.groups import Sender, Stage, Tag
from sendwell.paging import Paged
from sendwell.resource import Resource, at


class Tags(Resource):
    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[Tag]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Tag, at("tags"), cursors)


class Stages(Resource):
    def list(self) -> Paged[Stage]:
        """In the order of the board, all of them in one page."""
        return self._walk(Stage, at("stages"), {})


class Senders(Resource):
    def get(self, id: str) -> Sender:
        return self._ask(Sender, "GET", at("senders", id))

    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[Sender]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Sender, at("senders"), cursors)


class Credits(Resource):
    def get(self) -> Balance:
        """One credit is one SMS segment."""
        return self._ask(Balance, "GET", at("credits"))
