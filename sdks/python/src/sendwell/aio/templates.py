# Made by tools/make_async.py from resources/templates.py; change that one.
"""Templates: words that are sent again."""

from sendwell.objects.groups import Deleted, Template
from sendwell.paging import AsyncPaged
from sendwell.resource import AsyncResource, at


class Templates(AsyncResource):
    async def create(self, name: str, body: str, *, idempotency_key: str | None = None) -> Template:
        sent = {"name": name, "body": body}
        return await self._ask(Template, "POST", at("templates"), body=sent, key=idempotency_key)

    async def get(self, id: str) -> Template:
        return await self._ask(Template, "GET", at("templates", id))

    async def update(
        self,
        id: str,
        *,
        name: str | None = None,
        body: str | None = None,
        idempotency_key: str | None = None,
    ) -> Template:
        sent = {"name": name, "body": body}
        return await self._ask(Template, "POST", at("templates", id), body=sent, key=idempotency_key)

    async def delete(self, id: str) -> Deleted:
        return await self._ask(Deleted, "DELETE", at("templates", id))

    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Template]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Template, at("templates"), cursors)
