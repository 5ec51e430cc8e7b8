"""Questions about credits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum

from apps.accounts.models import Workspace
from apps.common import clock
from apps.credits import ledger
from apps.credits.models import Adjustment, Entry

WINDOW_DAYS = 30


@dataclass(frozen=True, slots=True)
class Runway:
    """How long the balance lasts at the pace of the last 30 days."""

    balance: int
    daily: int  # credits a day, rounded to the nearest
    days: int | None  # None: nothing was spent


def runway(workspace: Workspace) -> Runway:
    """Balance ÷ mean daily use of the last 30 days, less refunds (ReadySMS §4, MassiveSMS §9)."""
    balance = ledger.balance(workspace)
    spent = -_net(workspace)
    if spent <= 0:
        return Runway(balance, 0, None)
    return Runway(balance, round(spent / WINDOW_DAYS), int(balance * WINDOW_DAYS // spent))


def _net(workspace: Workspace) -> int:
    since = clock.now() - timedelta(days=WINDOW_DAYS)
    lines = Entry.objects.of(workspace).filter(at__gte=since, kind__in=[Entry.Kind.DEBIT, Entry.Kind.REFUND])
    return lines.aggregate(total=Sum("amount"))["total"] or 0


def granted_since(moment: datetime) -> int:
    """Credits that all workspaces together bought or were given since then, less what was taken by hand."""
    lines = Entry.everywhere.filter(kind__in=Entry.GRANTED, at__gte=moment)
    return lines.aggregate(total=Sum("amount"))["total"] or 0


def waiting_adjustments() -> QuerySet[Adjustment]:
    """Of any workspace, to be approved or refused by a second person."""
    rows: QuerySet[Adjustment] = Adjustment.everywhere.filter(state=Adjustment.State.WAITING)
    return rows


def bought(workspace: Workspace) -> int:
    """Credits ever bought or given."""
    lines = Entry.objects.of(workspace).filter(kind__in=[Entry.Kind.PURCHASE, Entry.Kind.BONUS])
    return lines.aggregate(total=Sum("amount"))["total"] or 0
