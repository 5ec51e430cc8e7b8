"""The proof that credits add up: ledger = balance = messages."""

from dataclasses import dataclass

from django.db.models import Q, Sum
from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.credits import ledger
from apps.credits.models import Entry
from apps.messaging.models import Erasure, Message

SENDING = (Entry.Kind.DEBIT, Entry.Kind.REFUND)


@dataclass(frozen=True, slots=True)
class Proof:
    """Five sums of one workspace, in credits, that must agree."""

    balance: int  # of the account
    ledger: int  # of all entries
    last_line: int  # the balance that the newest entry names
    spent: int  # debits less refunds
    messages: int  # what messages were charged and not given back
    erased: int  # the same of messages deleted with their contacts

    @property
    def differences(self) -> dict[str, int]:
        """What does not agree, by how much; empty when all is well."""
        found = {
            _("ledger - balance"): self.ledger - self.balance,
            _("last line - balance"): self.last_line - self.balance,
            _("spent - messages"): self.spent - self.messages - self.erased,
        }
        return {name: by for name, by in found.items() if by}


def prove(workspace: Workspace) -> Proof:
    """Add everything up."""
    entries = Entry.objects.of(workspace)
    newest = entries.order_by("-id").values_list("balance_after", flat=True).first()
    return Proof(
        balance=ledger.balance(workspace),
        ledger=_sum(entries, "amount"),
        last_line=newest or 0,
        spent=-_sum(entries.filter(kind__in=SENDING), "amount"),
        messages=_sum(Message.objects.of(workspace).filter(Q(refunded=False)), "credits"),
        erased=_sum(Erasure.objects.of(workspace), "credits"),
    )


def _sum(rows: object, field: str) -> int:
    return rows.aggregate(total=Sum(field))["total"] or 0  # type: ignore[attr-defined,no-any-return]
