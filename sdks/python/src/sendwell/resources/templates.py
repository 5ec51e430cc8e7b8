"""Templates: words that are sent again."""

from sendwell.objects.groups import Deleted, Template
from sendwell.paging import Paged
from sendwell.resource import Resource, at


class Templates(Resource):
    def create(self, name: str, body: str, *, idempotency_key: str | None = None) -> Template:
        sent = {"name": name, "body": body}
        return self._ask(Template, "POST", at("templates"), body=sent, key=idempotency_key)

    def get(self, id: str) -> Template:
        return self._ask(Template, "GET", at("templates", id))

    def update(
        self,
        id: str,
        *,
        name: str | None = None,
        body: str | None = None,
        idempotency_key: str | None = None,
    ) -> Template:
        sent = {"name": name, "body": body}
        return self._ask(Template, "POST", at("templates", id), body=sent, key=idempotency_key)

    def delete(self, id: str) -> Deleted:
        return self._ask(Deleted, "DELETE", at("templates", id))

    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[Template]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Template, at("templates"), cursors)
