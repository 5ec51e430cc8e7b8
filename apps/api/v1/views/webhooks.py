"""/v1/webhooks (contract § 10)."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from apps.api.kernel import arguments, cursors
from apps.api.kernel.refusals import MissingArgument
from apps.api.v1 import answers
from apps.api.v1.read import asked
from apps.api.v1.surface import V1
from apps.api.v1.write import webhooks as write
from apps.webhooks import actions
from apps.webhooks.models import Subscription


class OfWebhooks(V1):
    """Those of this dialect that are still there."""

    def rows(self) -> QuerySet[Subscription]:
        rows: QuerySet[Subscription] = Subscription.objects.of(self.workspace).filter(dialect="v1")
        return rows.exclude(state=Subscription.State.GONE)

    def of(self, public_id: str) -> Subscription:
        """Raises NotFound."""
        row: Subscription = asked.one(self.rows(), "webhook", "whk", public_id)
        return row


class Webhooks(OfWebhooks):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(self.rows(), http.GET, "whk")
        return answers.listed(http, [write.webhook(row) for row in page.rows], page.has_more)

    def post(self, http: HttpRequest) -> HttpResponse:
        url, events = arguments.needed(self.body, "url"), arguments.texts(self.body, "events")
        if not events:
            raise MissingArgument(field="events")
        made = actions.subscribe(
            self.workspace,
            "v1",
            url,
            events,
            secret=arguments.text(self.body, "secret") or "",
            description=arguments.text(self.body, "description") or "",
            by=self.principal.user,
        )
        return answers.created(write.webhook(made, secret=True))


class OneWebhook(OfWebhooks):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.webhook(self.of(public_id)))

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Change url, events or description."""
        changed = actions.edit(
            self.of(public_id),
            url=arguments.text(self.body, "url"),
            events=arguments.texts(self.body, "events"),
            description=arguments.text(self.body, "description"),
        )
        return answers.answer(write.webhook(changed))

    def delete(self, http: HttpRequest, public_id: str) -> HttpResponse:
        actions.unsubscribe(self.of(public_id))
        return answers.deleted("webhook", public_id)


class Rotate(OfWebhooks):
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """A fresh secret; the old one signs along for a day."""
        fresh = actions.rotate(self.of(public_id), arguments.text(self.body, "secret") or "")
        return answers.answer(write.webhook(fresh, secret=True))
