"""Turns: of one subscription's deliveries about one subject, only the oldest open one may be sent.

Which one that is stands in the row (`in_turn`), so that finding work never walks over what has to wait.
Who adds rows and who ends one hold the row of the subscription: otherwise the last one could end while
the next is written behind it, and nobody would pass the turn on. The constraint one_in_turn holds it in
the database.
"""

from collections.abc import Collection, Sequence

from apps.webhooks.models import Delivery, Subscription

OPEN = (Delivery.State.WAITING, Delivery.State.SENDING)


def hold(subscription_ids: Collection[int]) -> None:
    """Lock these subscriptions until the transaction ends; always in the order of their ids."""
    rows = Subscription.everywhere.filter(pk__in=subscription_ids).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def give(fresh: Sequence[Delivery]) -> None:
    """Say of rows about to be written, in their order, whether each is in turn. Hold their subscriptions."""
    taken = _taken(fresh)
    for row in fresh:
        key = (row.subscription_id, row.subject)
        row.in_turn = not row.subject or key not in taken
        taken.add(key)


def _taken(fresh: Sequence[Delivery]) -> set[tuple[int, str]]:
    rows = Delivery.everywhere.filter(
        subscription__in={row.subscription_id for row in fresh},
        subject__in={row.subject for row in fresh} - {""},
        state__in=OPEN,
        in_turn=True,
    )
    return set(rows.exclude(subject="").values_list("subscription_id", "subject"))


def pass_on(ended: Delivery) -> None:
    """The next about the same subject may be sent. Hold the subscription."""
    if not ended.subject:
        return
    behind = Delivery.everywhere.filter(
        subscription=ended.subscription_id, subject=ended.subject, state__in=OPEN, in_turn=False
    )
    if (after := behind.order_by("id").values_list("pk", flat=True).first()) is not None:
        Delivery.everywhere.filter(pk=after).update(in_turn=True)
