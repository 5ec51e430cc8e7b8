"""The ledger. A balance changes in one conditional statement, together with one entry, or not at all.

Every entry has a key that is unique in its workspace: doing the same thing twice is doing it once.
A sandbox is never charged.
"""

from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext_noop as _

from apps.accounts.audit import writing as audit
from apps.accounts.models import User, Workspace
from apps.common import bulk, clock
from apps.common.compiled import Compiled
from apps.credits.models import Account, Entry
from apps.credits.refusals import BadAmount, InsufficientCredits, NoReason
from apps.events import diary

LARGEST = 1_000_000_000


_ACCOUNT = Compiled[Account](lambda place: Account.objects.of(place), int)


def account_of(workspace: Workspace | int) -> Account:
    """The account, opened on first use."""
    workspace_id = workspace if isinstance(workspace, int) else workspace.pk
    if known := _ACCOUNT.one(workspace_id):
        return known
    account: Account = Account.everywhere.get_or_create(workspace_id=workspace_id)[0]
    return account


def balance(workspace: Workspace | int) -> int:
    """Credits that can be spent now."""
    return account_of(workspace).balance


def locked_balance(workspace_id: int) -> int:
    """The balance, which nobody changes until this transaction ends."""
    accounts = Account.objects.of(workspace_id).select_for_update(no_key=True)
    return next(iter(accounts.values_list("balance", flat=True)), 0)


def debit(workspace: Workspace, amount: int, *, key: str, description: str, subject: str = "") -> None:
    """Take `amount` credits (>= 0), all or none. Raises InsufficientCredits and changes nothing."""
    if amount == 0 or workspace.is_sandbox:
        return
    taken = _debited(workspace, amount, key=key, description=description, subject=subject)
    if not taken and not _done(workspace.pk, key):
        raise InsufficientCredits(required=amount, available=balance(workspace))


@transaction.atomic(savepoint=False)  # nobody goes on when the entry could not be written
def _debited(workspace: Workspace, amount: int, *, key: str, **entry: Any) -> bool:
    if (taken := _taken(workspace.pk, amount, key)) is None:
        return False
    after, is_low = taken
    _write(workspace.pk, Entry.Kind.DEBIT, -amount, after, key=key, **entry)
    if is_low:
        _warn_when_low(workspace)
    return True


# Whether it was done before is asked in the same statement. Two that do it at one moment both take, and the
# entry's key lets one of them through.
_TAKE = """
UPDATE credits_account SET balance = balance - %s WHERE workspace_id = %s AND balance >= %s AND NOT EXISTS (
    SELECT 1 FROM credits_entry AS entry WHERE entry.workspace_id = %s AND entry.key = %s
) RETURNING balance, balance < low_balance_threshold AND NOT is_low
"""


def _taken(workspace_id: int, amount: int, key: str) -> tuple[int, bool] | None:
    """The balance after taking it, and whether that is low for the first time; None when there was not so
    much, or it was taken before."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [amount, workspace_id, amount, workspace_id, key])
        found = cursor.fetchone()
    return (int(found[0]), bool(found[1])) if found else None


@transaction.atomic
def refund(workspace_id: int, amount: int, *, key: str, description: str, subject: str = "") -> bool:
    """Give `amount` credits (>= 0) back, and say whether that was now; the caller marked the messages as
    refunded in this transaction."""
    if amount == 0 or _done(workspace_id, key):
        return False
    _add(workspace_id, Entry.Kind.REFUND, amount, key=key, description=description, subject=subject)
    return True


@transaction.atomic
def grant(
    workspace: Workspace,
    amount: int,
    reason: str,
    *,
    by: User | None = None,
    kind: str = Entry.Kind.PURCHASE,
    key: str = "",
    cost_usd: Decimal | None = None,
    subject: str = "",
) -> None:
    """Add credits, or take them by a negative adjustment.

    Raises NoReason, BadAmount, InsufficientCredits.
    """
    check_grant(amount, reason, kind)
    key = key or f"grant:{clock.now().timestamp()}:{by.pk if by else 0}:{amount}"
    if _done(workspace.pk, key):
        return
    said = {"description": reason.strip()[:200], "subject": subject, "by": by, "cost_usd": cost_usd}
    _add(workspace.pk, kind, amount, key=key, **said)
    diary.record(
        workspace, "credits.granted", actor=by.email if by else "", amount=amount, reason=reason.strip()[:200]
    )
    after = {"credits": amount, "reason": reason.strip()[:200], "kind": str(kind)}
    audit.note(workspace, "credits.granted", after=after, by=by)


@transaction.atomic
def move(source: Workspace, target: Workspace, amount: int, *, key: str, by: User, note: str = "") -> bool:
    """Take from one and give to the other: both lines or none. Answers whether that was now.

    Both accounts are locked in one order, so that two who move in opposite directions do not wait for each
    other. Raises InsufficientCredits, BadAmount.
    """
    if not 0 < amount <= LARGEST:
        raise BadAmount(_("Give a whole number of credits above zero."))
    _lock(source.pk, target.pk)
    if _done(source.pk, key):
        return False
    for place, change, words in (
        (source, -amount, f"To {target.name}"),
        (target, amount, f"From {source.name}"),
    ):
        said = f"{words}: {note.strip()}" if note.strip() else words
        other = target if place is source else source
        _add(
            place.pk,
            Entry.Kind.TRANSFER,
            change,
            key=key,
            description=said[:200],
            subject=other.public_id,
            by=by,
        )
    _warn_when_low(source)
    return True


def _lock(*workspace_ids: int) -> None:
    for workspace_id in workspace_ids:
        account_of(workspace_id)
    rows = Account.everywhere.filter(workspace_id__in=workspace_ids).order_by("pk")
    list(rows.select_for_update(no_key=True))


def check_grant(amount: int, reason: str, kind: str) -> None:
    """Raises NoReason, BadAmount."""
    if not reason.strip():
        raise NoReason
    if amount == 0 or abs(amount) > LARGEST or (amount < 0 and kind != Entry.Kind.ADJUSTMENT):
        raise BadAmount


def _done(workspace_id: int, key: str) -> bool:
    return bool(Entry.objects.of(workspace_id).filter(key=key).exists())


def _add(workspace_id: int, kind: str, amount: int, **entry: Any) -> None:
    account = account_of(workspace_id)
    changed = Account.everywhere.filter(pk=account.pk, balance__gte=-amount).update(
        balance=F("balance") + amount
    )
    if not changed:
        raise InsufficientCredits(required=-amount, available=account.balance)
    _enter(workspace_id, kind, amount, **entry)
    Account.everywhere.filter(pk=account.pk, is_low=True, balance__gte=F("low_balance_threshold")).update(
        is_low=False
    )


def _enter(workspace_id: int, kind: str, amount: int, **entry: Any) -> None:
    # The row lock of the UPDATE is held: the balance read here is the one after our change alone.
    after = Account.objects.of(workspace_id).values_list("balance", flat=True).get()
    _write(workspace_id, kind, amount, after, **entry)


def _write(workspace_id: int, kind: str, amount: int, after: int, **entry: Any) -> None:
    row = Entry(workspace_id=workspace_id, kind=kind, amount=amount, balance_after=after, **entry)
    bulk.insert([row])


def set_threshold(workspace: Workspace, threshold: int) -> None:
    """Warn below this balance (credits, >= 0). A balance that is above it now may fall below it anew."""
    if not 0 <= threshold <= LARGEST:
        raise BadAmount(_("Give a whole number of credits."), field="threshold")
    account_of(workspace)
    mine = Account.objects.of(workspace)
    mine.update(low_balance_threshold=threshold)
    mine.filter(is_low=True, balance__gte=threshold).update(is_low=False)


def _warn_when_low(workspace: Workspace) -> None:
    """One event each time the balance falls below the threshold, not one for each send below it."""
    crossed = Account.objects.of(workspace).filter(is_low=False, balance__lt=F("low_balance_threshold"))
    if crossed.update(is_low=True):
        diary.record(workspace, "credits.low", balance=balance(workspace))
