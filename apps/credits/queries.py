"""Questions about credits."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet, Sum

from apps.accounts.models import Workspace
from apps.common import clock
from apps.common.compiled import Compiled
from apps.credits import ledger
from apps.credits.models import Account, Adjustment, Entry

WINDOW_DAYS, EARLY_DAYS = 30, 3


@dataclass(frozen=True, slots=True)
class Runway:
    """How long the balance lasts at the pace of the last days."""

    balance: int
    daily: int  # credits a day, rounded to the nearest
    days: int | None  # None: nothing was spent, or it is too early to tell
    is_early: bool = False


def runway_of(account: Account) -> Runway:
    """Balance ÷ mean daily use of the last 30 days, less refunds (ReadySMS §4, MassiveSMS §9)."""
    return _at_pace(account, _spent(account), WINDOW_DAYS)


def runway(workspace: Workspace) -> Runway:
    """The same as people are told it: who began less than 30 days ago is measured by the days since then, and
    in the first three nothing is foretold."""
    account = ledger.account_of(workspace)
    if not (spent := _spent(account)):
        return Runway(account.balance, 0, None)
    days = _days_of_use(account.workspace_id)
    found = _at_pace(account, spent, days)
    return found if days >= EARLY_DAYS else replace(found, days=None, is_early=True)


def _at_pace(account: Account, spent: int, days: int) -> Runway:
    lasts = int(account.balance * days // spent) if spent else None
    return Runway(account.balance, round(spent / days), lasts)


def _spent(account: Account) -> int:
    """Credits of the last 30 days."""
    found = _SPENT.all(account.workspace_id, _window())
    return max(0, -sum(total for (total,) in found))


def _window() -> datetime:
    return clock.now() - timedelta(days=WINDOW_DAYS)


def _days_of_use(workspace_id: int) -> int:
    """Whole days since the first use, from 1 to 30."""
    first = _FIRST_USE.one(workspace_id)
    if first is None or first[0] <= _window():
        return WINDOW_DAYS
    return max(1, (clock.now() - first[0]).days)


def _sum(entries: QuerySet[Entry]) -> QuerySet[Any, tuple[int]]:
    """One row with the sum of these, of one workspace; none when there are none."""
    summed = entries.order_by().values("workspace_id").annotate(total=Sum("amount"))
    return summed.values_list("total")


_SPENT = Compiled[tuple[int]](
    lambda place, since: _sum(
        Entry.objects.of(place).filter(at__gte=since, kind__in=[Entry.Kind.DEBIT, Entry.Kind.REFUND])
    ),
    int,
    datetime,
)
_FIRST_USE = Compiled[tuple[datetime]](
    lambda place: Entry.objects.of(place).filter(kind=Entry.Kind.DEBIT).order_by("id").values_list("at")[:1],
    int,
)
_BOUGHT = Compiled[tuple[int]](
    lambda place: _sum(Entry.objects.of(place).filter(kind__in=[Entry.Kind.PURCHASE, Entry.Kind.BONUS])), int
)


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
    return sum(total for (total,) in _BOUGHT.all(workspace.pk))
