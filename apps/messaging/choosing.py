"""Which sender each person is texted from: the ordered one, one of a pool, or the workspace's default."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING
from zlib import crc32

from apps.common.among import Among
from apps.messaging.familiar import Familiar
from apps.messaging.models import Conversation
from apps.senders import queries as senders
from apps.senders.models import Pool, Sender
from apps.senders.throughput import throughput

if TYPE_CHECKING:
    from apps.messaging.drafts import Addressee, Draft, Order

# Parts a second with which a sender without a limit takes part in its pool.
UNLIMITED = 100.0


def senders_for(order: "Order", contacts: "Sequence[Addressee]") -> list[Sender | None]:
    """A sender for each, in their order; None where there is none that can send."""
    if order.pool is None:
        return [order.sender or senders.default(order.workspace)] * len(contacts)
    pool = senders.of_pool(order.pool)
    if not pool:
        return [None] * len(contacts)
    known = _known(order.pool, pool, [one.pk for one in contacts])
    bounds = list(accumulate(throughput(one).per_second or UNLIMITED for one in pool))
    return [known.get(one.pk) or _dealt(one.pk, pool, bounds) for one in contacts]


def _known(pool: Pool, able: Sequence[Sender], contacts: Sequence[int]) -> dict[int, Sender]:
    """Contact id → the sender of their newest conversation, else the one that texted them before."""
    by_id = {one.pk: one for one in able}
    texted = Familiar.objects.of(pool.workspace_id).filter(Among("contact_id", contacts), pool=pool)
    talked = Conversation.objects.of(pool.workspace_id).filter(
        Among("contact_id", contacts), sender__in=list(by_id)
    )
    pairs = [
        *texted.values_list("contact_id", "sender_id"),
        *talked.order_by("last_at", "id").values_list("contact_id", "sender_id"),
    ]
    return {contact: by_id[sender] for contact, sender in pairs if sender in by_id}


def _dealt(contact: int, pool: Sequence[Sender], bounds: Sequence[float]) -> Sender:
    """By throughput, and for one person always the same as long as the pool is."""
    point = crc32(str(contact).encode()) / 2**32 * bounds[-1]
    return pool[bisect(bounds, point)]


def remember(order: "Order", drafts: "Sequence[Draft]") -> None:
    """Who was texted from which sender of the pool, so that they are again, whoever joins it."""
    if order.pool is None:
        return
    known = Familiar.objects.of(order.workspace).filter(
        Among("contact_id", [draft.contact.pk for draft in drafts]), pool=order.pool
    )
    texted = dict(known.values_list("contact_id", "sender_id"))
    news = [
        Familiar(workspace=order.workspace, contact_id=draft.contact.pk, pool=order.pool, sender=draft.sender)
        for draft in drafts
        if draft.sender and texted.get(draft.contact.pk) != draft.sender.pk
    ]
    Familiar.everywhere.bulk_create(
        news, update_conflicts=True, unique_fields=["pool", "contact"], update_fields=["sender"]
    )
