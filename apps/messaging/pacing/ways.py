"""Ways: the turnstiles that a text passes, in their order."""

from collections.abc import Iterable

from apps.carriers.registry import adapter
from apps.messaging.models import Lane
from apps.messaging.pacing.turnstiles import DailyTurnstile, Turnstile
from apps.senders.models import Sender
from apps.senders.throughput import throughput

Ways = dict[int, list[Turnstile]]


def ways(lane: Lane | None, senders: Iterable[Sender]) -> Ways:
    """Sender id → its texts' turnstiles; the lane's and an account's stand in several of them."""
    shared: dict[str, Turnstile] = {}
    return {
        sender.pk: [shared.setdefault(one.subject, one) for one in _of(lane, sender)] for sender in senders
    }


def _of(lane: Lane | None, sender: Sender) -> Iterable[Turnstile]:
    """The day comes last: which day it is shows when the others are passed."""
    limit, account = throughput(sender), sender.carrier
    if lane is not None and lane.per_second:
        yield Turnstile(f"lane:{lane.pk}", lane.per_second, counts_parts=False)
    if limit.per_second:
        yield Turnstile(f"sender:{sender.pk}", limit.per_second, counts_parts=True)
    yield Turnstile(f"account:{account.pk}", adapter(account.adapter).limits.per_second, counts_parts=False)
    if limit.per_day:
        yield DailyTurnstile(f"day:{sender.pk}", limit.per_day)
