# Made by tools/make_async.py from resources/webhooks.py; change that one.
"""Webhooks, and the feed of events behind them. `sendwell.verify` checks what arrives."""

from collections.abc import Sequence
from typing import Literal

from sendwell.objects.events import (
    DeliveryStatus,
    Event,
    EventType,
    Webhook,
    WebhookDelivery,
    WebhookDeliveryInFull,
    WebhookReplay,
)
from sendwell.objects.groups import Deleted
from sendwell.paging import AsyncPaged
from sendwell.resource import AsyncResource, at


class Webhooks(AsyncResource):
    async def create(
        self,
        url: str,
        events: Sequence[EventType],
        *,
        secret: str | None = None,
        description: str | None = None,
        idempotency_key: str | None = None,
    ) -> Webhook:
        """The answer holds the secret, this once: keep it."""
        sent = {"url": url, "events": events, "secret": secret, "description": description}
        return await self._ask(Webhook, "POST", at("webhooks"), body=sent, key=idempotency_key)

    async def get(self, id: str) -> Webhook:
        return await self._ask(Webhook, "GET", at("webhooks", id))

    async def update(
        self,
        id: str,
        *,
        url: str | None = None,
        events: Sequence[EventType] | None = None,
        description: str | None = None,
        idempotency_key: str | None = None,
    ) -> Webhook:
        sent = {"url": url, "events": events, "description": description}
        return await self._ask(Webhook, "POST", at("webhooks", id), body=sent, key=idempotency_key)

    async def rotate_secret(
        self, id: str, *, secret: str | None = None, idempotency_key: str | None = None
    ) -> Webhook:
        """Another secret; for a day both sign."""
        path = at("webhooks", id, "rotate_secret")
        return await self._ask(Webhook, "POST", path, body={"secret": secret}, key=idempotency_key)

    async def enable(self, id: str, *, idempotency_key: str | None = None) -> Webhook:
        """Told again from now on; `replay` sends what it missed."""
        return await self._ask(Webhook, "POST", at("webhooks", id, "enable"), key=idempotency_key)

    async def disable(self, id: str, *, idempotency_key: str | None = None) -> Webhook:
        return await self._ask(Webhook, "POST", at("webhooks", id, "disable"), key=idempotency_key)

    async def test(
        self, id: str, *, event: EventType | None = None, idempotency_key: str | None = None
    ) -> WebhookDelivery:
        """A sample of an event is posted to it."""
        sent = {"event": event}
        return await self._ask(WebhookDelivery, "POST", at("webhooks", id, "test"), body=sent, key=idempotency_key)

    async def replay(
        self,
        id: str,
        *,
        delivery_id: str | None = None,
        status: Literal["failed", "delivered"] | None = None,
        event: EventType | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        idempotency_key: str | None = None,
    ) -> WebhookReplay:
        """One, or those that match; without any filter, all that were given up."""
        matching = {"status": status, "event": event}
        span = {"created_after": created_after, "created_before": created_before}
        sent = {"delivery_id": delivery_id, **matching, **span}
        return await self._ask(WebhookReplay, "POST", at("webhooks", id, "replay"), body=sent, key=idempotency_key)

    def deliveries(
        self,
        id: str,
        *,
        status: DeliveryStatus | None = None,
        event: EventType | None = None,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[WebhookDelivery]:
        """What was sent to it, newest first."""
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        query = {"status": status, "event": event, **cursors}
        return self._walk(WebhookDelivery, at("webhooks", id, "deliveries"), query)

    async def delivery(self, id: str, delivery_id: str) -> WebhookDeliveryInFull:
        """With its body and every try."""
        return await self._ask(WebhookDeliveryInFull, "GET", at("webhooks", id, "deliveries", delivery_id))

    async def delete(self, id: str) -> Deleted:
        return await self._ask(Deleted, "DELETE", at("webhooks", id))

    def list(
        self,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Webhook]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Webhook, at("webhooks"), cursors)


class Events(AsyncResource):
    def list(
        self,
        *,
        type: EventType | None = None,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Event]:
        """Oldest first: with `starting_after` the last id that you saw, what is new since."""
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Event, at("events"), {"type": type, **cursors})
