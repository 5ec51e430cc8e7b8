"""/v1/webhooks/{id}/…: switched on and off, tried out, what was sent to it, and sent again."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from apps.api.kernel import cursors
from apps.api.v1 import answers
from apps.api.v1.read import asked
from apps.api.v1.read import deliveries as read
from apps.api.v1.views.webhooks import OfWebhooks
from apps.api.v1.write import webhooks as write
from apps.webhooks import actions
from apps.webhooks.models import Delivery, Subscription, Try


class Enable(OfWebhooks):
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """It is told again from now on; what was missed can be replayed."""
        actions.enable(self.of(public_id))
        return answers.answer(write.webhook(self.of(public_id)))


class Disable(OfWebhooks):
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """What waits for it is given up."""
        by = self.principal.name
        actions.disable(self.of(public_id), f"Switched off by {by}.", by)
        return answers.answer(write.webhook(self.of(public_id)))


class Test(OfWebhooks):
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Raises UnknownEvents, NotEnabled."""
        hook = self.of(public_id)
        sent = actions.test(hook, read.event(hook, self.body))
        return answers.created(write.delivery(sent, hook))


class Replay(OfWebhooks):
    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Raises BadArgument, UnknownEvents, NothingToReplay, NotEnabled."""
        hook = self.of(public_id)
        count = actions.replay(hook, read.chosen(hook, self.body))
        return answers.answer({"object": "webhook_replay", "webhook_id": public_id, "count": count})


class _OfDeliveries(OfWebhooks):
    def deliveries(self, hook: Subscription) -> QuerySet[Delivery]:
        rows: QuerySet[Delivery] = Delivery.objects.of(self.workspace).filter(subscription=hook)
        return rows


class Deliveries(_OfDeliveries):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Newest first."""
        hook = self.of(public_id)
        rows = self.deliveries(hook).filter(read.shown(hook, http.GET))
        page = cursors.page(rows, http.GET, "dlv")
        return answers.listed(http, [write.delivery(row, hook) for row in page.rows], page.has_more)


class OneDelivery(_OfDeliveries):
    def get(self, http: HttpRequest, public_id: str, delivery_id: str) -> HttpResponse:
        """With its body and every try."""
        hook = self.of(public_id)
        row: Delivery = asked.one(self.deliveries(hook), "delivery", "dlv", delivery_id)
        tries = Try.objects.of(self.workspace).filter(delivery=row)
        return answers.answer(write.delivery_in_full(row, hook, tries))
