"""Receipts and replies: stored raw by the callbacks page, applied here in batches, in the order they came."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_noop as _

from apps.carriers.contract import MalformedCallback, Parsed
from apps.carriers.models import Callback, CarrierAccount
from apps.carriers.outcomes import Receipt
from apps.carriers.registry import adapter
from apps.common import bulk, clock
from apps.common.by_key import by_key
from apps.compliance import ledger
from apps.messaging import blocked, inbound, queue
from apps.messaging.carrier_words import plausible, said
from apps.messaging.models import Message
from apps.messaging.states import State
from apps.messaging.telling import tell

# Callbacks begun at once, and the bytes of them: some 2,000 receipts, which take a tenth of a second.
BATCH, BATCH_BYTES = 200, 600_000
# A callback that was begun this often and never finished is set aside, so that it cannot block the rest.
MOST_TRIES = 3
# Applying a batch takes a second at most; who takes longer has died.
GIVEN_UP_AFTER = timedelta(seconds=60)
logger = logging.getLogger(__name__)


def apply_waiting() -> int:
    """Apply a batch of new callbacks; answers how many. Doubled or late news changes nothing."""
    ids = _begin()
    if ids:
        _apply(ids)
    return len(ids)


@transaction.atomic
def _begin() -> list[int]:
    """Take the next batch, and count the try before it is made. One that failed before comes alone."""
    rows = list(waiting().order_by("pk").select_for_update(skip_locked=True)[:BATCH])
    Callback.objects.filter(pk__in=[row.pk for row in rows if row.tries >= MOST_TRIES]).update(
        state=Callback.State.MALFORMED, problem="It was begun three times and could not be finished."
    )
    good = [row for row in rows if row.tries < MOST_TRIES]
    troubled = [row for row in good if row.tries]
    ids = [row.pk for row in (troubled[:1] or _at_once(good))]
    Callback.objects.filter(pk__in=ids).update(tries=F("tries") + 1, begun_at=clock.now())
    return ids


def _at_once(rows: list[Callback]) -> list[Callback]:
    sizes = accumulate(len(row.body) for row in rows)
    return [row for row, size in zip(rows, sizes, strict=True) if size <= BATCH_BYTES] or rows[:1]


def waiting() -> QuerySet[Callback]:
    """New callbacks that nobody is at."""
    idle = Q(begun_at=None) | Q(begun_at__lt=clock.now() - GIVEN_UP_AFTER)
    return Callback.objects.filter(idle, state=Callback.State.NEW)


def _apply(ids: list[int]) -> None:
    """All together; when that fails each by itself, so that a bad one holds no other back."""
    try:
        _apply_together(ids)
    except DatabaseError:
        logger.exception("%d callbacks were not applied together; each is tried alone", len(ids))
        for pk in ids:
            _apply_alone(pk)


def _apply_alone(pk: int) -> None:
    try:
        _apply_together([pk])
    except DatabaseError:
        logger.exception("Callback %s was not applied; it is tried again", pk)
        Callback.objects.filter(pk=pk).update(begun_at=None)


@transaction.atomic
def _apply_together(ids: list[int]) -> None:
    """Receipts account by account, then the replies one by one; each in the order in which they came."""
    rows = Callback.objects.filter(pk__in=ids, state=Callback.State.NEW).select_related("account__workspace")
    ours = rows.order_by("pk").select_for_update(of=("self",))
    read = [(row, parsed) for row in ours if (parsed := _read(row)) is not None]
    accounts = {row.account_id: row.account for row, _ in read}
    # The consent ledger comes before the messages (compliance/ledger.py), for all accounts of the batch.
    ledger.lock_all(row.account.workspace_id for row, parsed in read if any_blocked(parsed.receipts))
    for pk, account in accounts.items():
        apply_receipts(
            account, [one for row, parsed in read if row.account_id == pk for one in parsed.receipts]
        )
    for row, parsed in read:
        take(accounts[row.account_id], Parsed(inbound=parsed.inbound), row.received_at)
    Callback.objects.filter(pk__in=[row.pk for row, _ in read]).update(state=Callback.State.APPLIED)


def _read(row: Callback) -> Parsed | None:
    """What it says; None and a mark on the row when it cannot be read."""
    try:
        return _parsed(row)
    except MalformedCallback as problem:
        row.state, row.problem = Callback.State.MALFORMED, said(str(problem), 200)
        row.save(update_fields=["state", "problem"])
        return None


def _parsed(row: Callback) -> Parsed:
    return adapter(row.account.adapter).parse(row.headers, bytes(row.body), row.query)


@transaction.atomic
def take(account: CarrierAccount, parsed: Parsed, heard_at: datetime | None = None) -> None:
    """What one callback says: receipts of this account's messages, and texts to its senders."""
    apply_receipts(account, parsed.receipts)
    for text in parsed.inbound:
        inbound.receive(account, text, heard_at)


class Told(NamedTuple):
    """A message that a receipt is about; its row is locked."""

    pk: int
    public_id: str
    carrier_ref: str
    kind: str
    contact_id: int
    workspace_id: int


News = dict[Told, Receipt]


def apply_receipts(account: CarrierAccount, receipts: Sequence[Receipt]) -> None:
    """Move each message as far as its receipts say. A receipt for somebody else's message finds nothing.

    Of several last words about one message the first counts, as it would have if they had come one by one.
    """
    if not receipts:
        return
    if any_blocked(receipts):
        ledger.lock(account.workspace_id)
    ours = _by_name(account, receipts)
    sent: set[int] = set()
    last: News = {}
    for receipt in receipts:
        told = _named(ours, receipt)
        if told is not None and receipt.status == "sent":
            sent.add(told.pk)
        elif told is not None:
            last.setdefault(told, receipt)
    moved = set(queue.advance(sorted(sent - {told.pk for told in last}), State.SENT, sent_at=clock.now()))
    tell("message.sent", {told for told in ours.values() if told.pk in moved})
    _deliver({told: receipt for told, receipt in last.items() if receipt.status == "delivered"})
    _fail({told: receipt for told, receipt in last.items() if receipt.status == "failed"})
    blocked.heard(
        account.workspace_id,
        {told.pk: receipt for receipt in receipts if receipt.blocked and (told := _named(ours, receipt))},
    )


def any_blocked(receipts: Iterable[Receipt]) -> bool:
    return any(receipt.blocked for receipt in receipts)


def _named(ours: dict[str, Told], receipt: Receipt) -> Told | None:
    return ours.get(receipt.reference or receipt.carrier_id)


def _by_name(account: CarrierAccount, receipts: Sequence[Receipt]) -> dict[str, Told]:
    """The messages that these receipts name, locked in the order that everybody locks in."""
    references = [one.reference for one in receipts if one.reference]
    carrier_ids = [one.carrier_id for one in receipts if not one.reference and one.carrier_id]
    named = Q(public_id__in=references)
    if carrier_ids:
        named |= Q(carrier_ref__in=carrier_ids)
    rows = Message.everywhere.filter(named, sender__carrier=account, direction="out").order_by("pk")
    with by_key():
        rows = rows.select_for_update(of=("self",), no_key=True)
        found = list(map(Told._make, rows.values_list(*Told._fields)))
    return {name: told for told in found for name in (told.public_id, told.carrier_ref) if name}


def _deliver(news: News) -> None:
    moment = connection.ops.adapt_datetimefield_value
    now = moment(clock.now())
    rows = sorted((told.pk, moment(plausible(receipt.at))) for told, receipt in news.items())
    won = bulk.update_from(
        Message,
        {"delivered_at": "timestamptz"},
        rows,
        # a receipt can be faster than the carrier's answer: then it is what says that the text was sent
        f"state = 'delivered', delivered_at = v.delivered_at, ended_at = '{now}', "
        f"sent_at = COALESCE(t.sent_at, '{now}')",
        "t.state IN ('sending', 'unsure', 'sent', 'queued')",
    )
    _told("message.delivered", news, won)


def _fail(news: News) -> None:
    """Those with the same fault share a statement: 400 failures one by one took 5 s."""
    alike: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for told, receipt in news.items():
        alike[receipt.code or "undelivered", receipt.text or _("Not delivered.")].append(told.pk)
    for (code, text), ids in alike.items():
        _told("message.failed", news, queue.end(ids, State.FAILED, code, text))


def _told(name: str, news: News, ids: Iterable[int]) -> None:
    """Of those that moved, with what their receipts say."""
    moved = set(ids)
    tell(
        name,
        [told for told in news if told.pk in moved],
        lambda told: {"code": news[told].code, "text": news[told].text},
    )
