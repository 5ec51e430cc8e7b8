"""Charge and refund: the ledger moves together with the messages that it pays for."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext_noop

from apps.common.ids import Maker
from apps.common.sentences import shape
from apps.credits import ledger
from apps.messaging.drafts import Draft, Order
from apps.messaging.models import Message


def price(order: Order, drafts: Sequence[Draft]) -> int:
    """Credits that these texts cost: one a part, where they are charged at all."""
    return sum(draft.measure.parts for draft in drafts) if order.is_charged else 0


def charge(order: Order, drafts: Sequence[Draft]) -> None:
    """One ledger entry for the batch. Raises InsufficientCredits."""
    ledger.debit(
        order.workspace,
        price(order, drafts),
        key=order.charge_key,
        description=order.charge_text,
        subject=order.origin,
    )


_new_key = Maker("refund")
_REFUND = shape(gettext_noop("Refund: %(why)s"))


def refund(ids: Sequence[int], why: str) -> None:
    """Give back what these messages cost, once. Call in the transaction that ended them."""
    owed: defaultdict[int, int] = defaultdict(int)
    unpaid = Message.everywhere.filter(pk__in=ids, refunded=False, credits__gt=0)
    paid = list(unpaid.select_for_update().values_list("pk", "workspace_id", "credits"))
    for _, workspace_id, cost in paid:
        owed[workspace_id] += cost
    Message.everywhere.filter(pk__in=[pk for pk, _, _ in paid]).update(refunded=True)
    for workspace_id, amount in sorted(owed.items()):
        ledger.refund(workspace_id, amount, key=_new_key(), description=(_REFUND % {"why": why})[:200])
