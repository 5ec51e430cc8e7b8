"""Which deliveries of a webhook are asked for."""

from collections.abc import Mapping

from django.db.models import Q

from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument
from apps.api.v1.read import asked
from apps.webhooks.models import Delivery, Subscription
from apps.webhooks.refusals import UnknownEvents

# What has ended can be sent again; what is open will be sent anyhow.
ENDED = (Delivery.State.DELIVERED.value, Delivery.State.FAILED.value)


def event(hook: Subscription, body: asked.Body, name: str = "event") -> str:
    """One of the webhook's own; "" when none is named. Raises BadArgument, UnknownEvents."""
    given = arguments.text(body, name) or ""
    if given and given not in hook.events:
        raise UnknownEvents(f"This webhook is not told of '{given[:60]}'.", field=name)
    return given


def shown(hook: Subscription, query: Mapping[str, str]) -> Q:
    """status= and event=. Raises BadArgument, UnknownEvents."""
    return _of_state(query.get("status", ""), Delivery.State.values) & _of_event(event(hook, query))


def chosen(hook: Subscription, body: asked.Body) -> Q:
    """One by its id; else by status, event and age: without any, all that was given up.

    Raises BadArgument, UnknownEvents.
    """
    if one := arguments.text(body, "delivery_id"):
        return Q(public_id=one)
    since, until = asked.moment(body, "created_after"), asked.moment(body, "created_before")
    late = Q(created_at__gte=since) if since else Q()
    early = Q(created_at__lt=until) if until else Q()
    status = arguments.text(body, "status") or Delivery.State.FAILED.value
    return _of_state(status, ENDED) & _of_event(event(hook, body)) & late & early


def _of_state(given: str, known: tuple[str, ...] | list[str]) -> Q:
    if given and given not in known:
        raise BadArgument(f"status must be one of {', '.join(known)}.", field="status")
    return Q(state=given) if given else Q()


def _of_event(name: str) -> Q:
    return Q(name=name) if name else Q()
