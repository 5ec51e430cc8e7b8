"""Ways: the turnstiles that a text passes, in their order."""

from collections.abc import Collection, Iterable

from apps.carriers.registry import adapter
from apps.messaging.models import Lane
from apps.messaging.pacing.turnstiles import DailyTurnstile, Turnstile
from apps.senders.models import Sender
from apps.senders.registration.models import Registration
from apps.senders.throughput import throughput

Ways = dict[int, list[Turnstile]]


def ways(lane: Lane | None, senders: Iterable[Sender]) -> Ways:
    """Sender id → its texts' turnstiles; the lane's and an account's stand in several of them."""
    shared: dict[str, Turnstile] = {}
    those = list(senders)
    brands = brands_of(those)
    return {
        sender.pk: [_shared(shared, one) for one in _of(lane, sender, brands.get(sender.pk))]
        for sender in those
    }


def brands_of(senders: Collection[Sender]) -> dict[int, int]:
    """Sender id → its 10DLC brand, of those that hang on one."""
    campaigns = {one.registration_id for one in senders if one.registration_id}
    if not campaigns:
        return {}
    rows = Registration.everywhere.filter(pk__in=campaigns, brand__isnull=False)
    brand = dict(rows.values_list("pk", "brand_id"))
    return {one.pk: brand[one.registration_id] for one in senders if one.registration_id in brand}


def _shared(known: dict[str, Turnstile], one: Turnstile) -> Turnstile:
    """One of a name; where senders of a brand are said to be of different tiers, the tightest."""
    found = known.setdefault(one.subject, one)
    found.capacity = min(found.capacity, one.capacity)
    return found


def _day(sender: Sender, per_day: int, brand: int | None) -> DailyTurnstile:
    """T-Mobile counts the parts of a brand, over all its campaigns and numbers; an admin's own word is of the
    sender alone."""
    ours = sender.per_day is not None or brand is None
    return DailyTurnstile(f"day:{sender.pk}" if ours else f"brand:{brand}", per_day)


def _of(lane: Lane | None, sender: Sender, brand: int | None) -> Iterable[Turnstile]:
    """The day comes last: which day it is shows when the others are passed."""
    limit, account = throughput(sender), sender.carrier
    if lane is not None and lane.per_second:
        yield Turnstile(f"lane:{lane.pk}", lane.per_second, counts_parts=False)
    if limit.per_second:
        yield Turnstile(f"sender:{sender.pk}", limit.per_second, counts_parts=True)
    yield Turnstile(f"account:{account.pk}", adapter(account.adapter).limits.per_second, counts_parts=False)
    if limit.per_day:
        yield _day(sender, limit.per_day, brand)
