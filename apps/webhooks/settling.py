"""Settle: what an address answered, on the delivery, in the log, and on the subscription."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_noop as _

from apps.common import clock
from apps.webhooks import actions, turns
from apps.webhooks.models import Delivery, Subscription, Try

State = Delivery.State
# 10 s (WEBHOOKS_FIRST_PAUSE), 20 s, 40 s, … an hour (MassiveSMS contract, § 10), until it is a day old.
LONGEST_PAUSE = 3_600.0
# From the third failure in a row the whole address rests, so that a dead one is not asked for each delivery.
PATIENT_FAILURES = 3
LONGEST_REST = 300.0
# After a day in which nothing got through, nobody is there. A delivery's last try is made in its 24th hour.
DEAD_AFTER = timedelta(hours=23)
MOST_TRIES = 30_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one POST. `status` None: no answer, and `error` says why."""

    delivery: Delivery
    status: int | None
    ms: int
    error: str = ""
    text: str = ""
    retry_after: float | None = None

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@transaction.atomic
def settle(answer: Answer) -> None:
    """One answer, in one transaction with its line in the log."""
    delivery, now = answer.delivery, clock.now()
    turns.hold([delivery.subscription_id])
    _log(answer, now)
    if answer.is_taken:
        _end(answer, State.DELIVERED, now)
        _healthy(delivery.subscription_id, now)
    elif answer.status == 410:
        _end(answer, State.FAILED, now)
        actions.unsubscribe(delivery.subscription, _("The address answered 410 Gone."))
    else:
        _again_or_never(answer, now)
        _failing(delivery.subscription, now)


def _log(answer: Answer, now: datetime) -> None:
    Try.objects.create(
        workspace_id=answer.delivery.workspace_id,
        delivery=answer.delivery,
        number=answer.delivery.tries,
        at=now,
        ms=answer.ms,
        status=answer.status,
        error=answer.error[:200],
        answer=answer.text[:2_000].replace("\0", ""),
    )


def _end(answer: Answer, state: State, now: datetime) -> None:
    if _mine(answer).update(state=state, status=answer.status, lease_until=None, ended_at=now):
        turns.pass_on(answer.delivery)


def _mine(answer: Answer):  # type: ignore[no-untyped-def]
    """The row, unless the try was given up meanwhile and another worker has it."""
    return Delivery.everywhere.filter(pk=answer.delivery.pk, state=State.SENDING, tries=answer.delivery.tries)


def pause_after(tries: int, retry_after: float | None) -> float:
    """Seconds until the next try: what the receiver asked for, else 10 · 2ⁿ up to an hour."""
    own = min(settings.WEBHOOKS_FIRST_PAUSE * 2.0 ** min(tries - 1, 12), LONGEST_PAUSE)
    return max(own, min(retry_after or 0.0, LONGEST_PAUSE))


def _again_or_never(answer: Answer, now: datetime) -> None:
    after = now + timedelta(seconds=pause_after(answer.delivery.tries, answer.retry_after))
    if after >= answer.delivery.give_up_at:
        _end(answer, State.FAILED, now)
        return
    _mine(answer).update(state=State.WAITING, status=answer.status, lease_until=None, not_before=after)


def _healthy(subscription_id: int, now: datetime) -> None:
    Subscription.everywhere.filter(pk=subscription_id).update(
        failures=0, failing_since=None, rests_until=None, succeeded_at=now
    )


def _failing(subscription: Subscription, now: datetime) -> None:
    """Count it; let the address rest; give it up after a day in which nothing got through."""
    rows = Subscription.everywhere.filter(pk=subscription.pk)
    rows.update(
        failures=Least(F("failures") + 1, MOST_TRIES), failing_since=Coalesce(F("failing_since"), now)
    )
    row = rows.get()
    if row.failing_since and row.failing_since <= now - DEAD_AFTER:
        actions.disable(row, _("Nothing got through for a day."))
    elif row.failures >= PATIENT_FAILURES:
        rest = min(2.0 ** min(row.failures - PATIENT_FAILURES, 9), LONGEST_REST)
        rows.update(rests_until=now + timedelta(seconds=rest))
