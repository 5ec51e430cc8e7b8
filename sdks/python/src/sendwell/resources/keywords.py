"""Keywords: words that people text, what each does, and who used it."""

from typing import Any

from sendwell.objects.groups import Deleted
from sendwell.objects.keywords import Keyword, KeywordUse
from sendwell.paging import Paged
from sendwell.resource import Resource, at


class Keywords(Resource):
    def create(self, word: str, *, idempotency_key: str | None = None, **more: Any) -> Keyword:
        """`more`: reply, consent, question, tags, list_id, stage, sequence_id, enabled, active_from, …"""
        sent = {"word": word, **more}
        return self._ask(Keyword, "POST", at("keywords"), body=sent, key=idempotency_key)

    def get(self, id: str) -> Keyword:
        return self._ask(Keyword, "GET", at("keywords", id))

    def update(self, id: str, *, idempotency_key: str | None = None, **changes: Any) -> Keyword:
        """What is not given stays."""
        return self._ask(Keyword, "POST", at("keywords", id), body=changes, key=idempotency_key)

    def delete(self, id: str) -> Deleted:
        """Who joined by it stays, with the proof."""
        return self._ask(Deleted, "DELETE", at("keywords", id))

    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[Keyword]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Keyword, at("keywords"), cursors)

    def uses(
        self,
        id: str,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[KeywordUse]:
        """Newest first."""
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(KeywordUse, at("keywords", id, "uses"), cursors)
