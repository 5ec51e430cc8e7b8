"""GET /v1/credits (contract § 9)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from apps.accounts.models import Workspace
from apps.api.v1 import answers
from apps.api.v1.surface import V1
from apps.credits.ledger import account_of
from apps.credits.queries import bought, runway_of


class Credits(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        return answers.answer(credits_of(self.workspace))


def credits_of(workspace: Workspace) -> dict[str, Any]:
    account = account_of(workspace)
    found = runway_of(account)
    return {
        "object": "credits",
        "balance": found.balance,
        "total_lifetime": bought(workspace),
        "low_balance_threshold": account.low_balance_threshold,
        "estimated_runway_days": found.days,
    }
