"""Contract §4, balance and ledger."""

from decimal import Decimal
from typing import Any

from apps.api.kernel.stamps import milliseconds
from apps.credits.models import Account, Entry
from apps.credits.queries import Runway

LIST_RATE = Decimal(Account._meta.get_field("rate_usd").default)
PAID = (Entry.Kind.PURCHASE, Entry.Kind.BONUS)


def balance(runway: Runway, account: Account) -> dict[str, Any]:
    """Days left are counted by the average as shown, as in the contract's own example (2500 / 428 → 5)."""
    rate = Decimal(account.rate_usd)
    return {
        "balance": runway.balance,
        "rate": float(rate),
        "account_type": "standard" if rate == LIST_RATE else "custom",
        "daily_avg_send": runway.daily,
        "estimated_days_left": runway.balance // runway.daily if runway.daily else None,
    }


def transaction(row: Entry) -> dict[str, Any]:
    return {
        "id": row.pk,
        "type": row.kind,
        "description": row.description,
        "amount": row.amount,
        "cost_usd": None if row.cost_usd is None else float(row.cost_usd),
        "balance_after": row.balance_after,
        "status": status(row),
        "created_at": milliseconds(row.at),
    }


def status(row: Entry) -> str:
    return "Paid" if row.kind in PAID else "Completed"


HEADINGS = ("Date", "Description", "Amount", "Status")


def line(row: Entry) -> list[object]:
    """A line of the CSV."""
    return [milliseconds(row.at), row.description, row.amount, status(row)]
