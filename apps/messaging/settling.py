"""Settle: what carriers answered becomes the state of the messages, once, with the money and the evidence.

A batch at a time, and all that is alike in one statement: a carrier that refuses everything costs no more
than one that takes everything.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, Protocol, TypeVar

from django.db import connection, transaction

from apps.carriers.outcomes import Accepted, Outcome, Refused, Unsure
from apps.common import bulk, clock
from apps.compliance import ledger
from apps.messaging import blocked, erasure, queue
from apps.messaging.carrier_words import said
from apps.messaging.models import Attempt, Message
from apps.messaging.states import State
from apps.messaging.telling import tell

LONGEST_BACKOFF = 300.0  # seconds
# A request lives for 15 s at most (exchange.py).
ASK_AFTER = timedelta(seconds=20)
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class NotOffered:
    """Its turn came too late: the text never went to its carrier."""


class Offered(queue.Attempted, Protocol):
    """What settling needs to know of a text: a claimed one, or its row."""

    @property
    def public_id(self) -> Any: ...
    @property
    def workspace_id(self) -> Any: ...
    @property
    def contact_id(self) -> Any: ...
    @property
    def kind(self) -> Any: ...
    @property
    def phone(self) -> Any: ...
    @property
    def credits(self) -> Any: ...
    @property
    def sender(self) -> Any: ...


M = TypeVar("M", bound=Offered, covariant=True)


@dataclass(frozen=True, slots=True)
class Result(Generic[M]):
    """A message and what its carrier said."""

    message: M
    outcome: Outcome | NotOffered


Refusal = tuple[Offered, Refused]


@transaction.atomic
def settle(results: Sequence[Result[Offered]]) -> None:
    """One transaction for a batch of carrier answers. Settling twice changes nothing the second time."""
    # The consent ledger comes before the messages and the money (compliance/ledger.py).
    ledger.lock_all(
        one.message.workspace_id
        for one in results
        if isinstance(one.outcome, Refused) and one.outcome.blocked
    )
    there = set(queue.lock([one.message.pk for one in results]))
    accept([(one.message, one.outcome.carrier_id) for one in results if isinstance(one.outcome, Accepted)])
    refused = [(one.message, one.outcome) for one in results if isinstance(one.outcome, Refused)]
    unsure = [(one.message, one.outcome) for one in results if isinstance(one.outcome, Unsure)]
    back = [one.message for one in results if isinstance(one.outcome, NotOffered)]
    erasure.refund([one for one in [*back, *(one for one, _ in refused)] if one.pk not in there])
    if back:
        queue.give_back(back)
    retry([(one, said) for one, said in refused if said.retryable])
    refuse([(one, said) for one, said in refused if not said.retryable])
    doubt(unsure)


def accept(taken: Sequence[tuple[Offered, str]]) -> None:
    """The carrier has them, under its ids. A receipt may have been faster: then only the id is still news."""
    rows = sorted((one.pk, said(ref, 80)) for one, ref in taken)
    columns = {"carrier_ref": "text"}
    now = connection.ops.adapt_datetimefield_value(clock.now())
    news = f"carrier_ref = v.carrier_ref, state = 'sent', sent_at = '{now}'"
    won = set(bulk.update_from(Message, columns, rows, news, "t.state IN ('sending', 'unsure', 'queued')"))
    overtaken = [row for row in rows if row[0] not in won and row[1]]
    bulk.update_from(Message, columns, overtaken, "carrier_ref = v.carrier_ref", "t.carrier_ref = ''")
    tell("message.sent", [one for one, _ in taken if one.pk in won])


def retry(refusals: Sequence[Refusal]) -> None:
    """Not now: back to the queue with a growing pause, until the text is too old to be sent."""
    if not refusals:
        return
    pauses = {one.pk: refused.retry_after or backoff(one.attempts) for one, refused in refusals}
    now = clock.now()
    won = set(
        queue.requeue([one for one, _ in refusals], lambda one: now + timedelta(seconds=pauses[one.pk]))
    )
    _note(Attempt.Outcome.RETRY, [(one, said.code, said.text) for one, said in refusals if one.pk in won])


def backoff(attempts: int) -> float:
    """Seconds until the next try: 2, 4, 8, … 300."""
    return min(2.0 ** min(attempts, 9), LONGEST_BACKOFF)


def refuse(refusals: Sequence[Refusal]) -> None:
    """Never: failed, and the credits come back. A carrier that knows of an opt-out tells us of it."""
    for (code, text), texts in _alike(refusals, lambda refused: (refused.code, refused.text)).items():
        won = set(queue.end(queue.still_held(texts), State.FAILED, code, text))
        failed = [one for one in texts if one.pk in won]
        _note(Attempt.Outcome.REFUSED, [(one, code, text) for one in failed])
        tell("message.failed", failed, code=code, text=text)
    blocked.opt_out([(one, refused) for one, refused in refusals if refused.blocked])


def doubt(texts: Sequence[tuple[Offered, Unsure]], ask_after: timedelta = ASK_AFTER) -> None:
    """The bytes left and no answer came: never sent again by itself (promise 4)."""
    # The request may still be on its way: asking at once could find nothing yet (recovery.py).
    ask_at = clock.now() + ask_after
    for text, alike in _alike(texts, lambda unsure: unsure.text).items():
        won = set(
            queue.advance(
                queue.still_held(alike),
                State.UNSURE,
                error_code="unsure",
                error_text=said(text, 300),
                not_before=ask_at,
            )
        )
        doubted = [one for one in alike if one.pk in won]
        _note(Attempt.Outcome.UNSURE, [(one, "unsure", text) for one in doubted])
        tell("message.unsure", doubted, text=text)


def _alike(pairs: Iterable[tuple[Offered, V]], key: Callable[[V], K]) -> dict[K, list[Offered]]:
    groups: defaultdict[K, list[Offered]] = defaultdict(list)
    for message, outcome in pairs:
        groups[key(outcome)].append(message)
    return groups


def _note(outcome: str, tries: Sequence[tuple[Offered, str, str]]) -> None:
    bulk.insert(
        [
            Attempt(
                workspace_id=message.workspace_id,
                message_id=message.pk,
                number=message.attempts,
                outcome=outcome,
                code=said(code, 60),
                text=said(text, 300),
            )
            for message, code, text in tries
        ]
    )
