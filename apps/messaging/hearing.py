"""Hear what carriers said: of a text, or of the whole account? Settle the texts, and let the account rest."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from apps.carriers import resting
from apps.carriers.models import CarrierAccount
from apps.carriers.outcomes import Refused
from apps.messaging.claiming import Claimed
from apps.messaging.settling import NotOffered, Result, settle


def hear(batch: Sequence[Result[Claimed]]) -> set[int]:
    """Settle a batch; answers the accounts (by id) that rest from now on: none of their texts was taken."""
    said: defaultdict[int, list[Result[Claimed]]] = defaultdict(list)
    for one in batch:
        if not isinstance(one.outcome, NotOffered):
            said[one.message.sender.carrier_id].append(one)
    down = {pk for pk, results in said.items() if all(map(_is_fault, results))}
    settle([_not_left(one) if one.message.sender.carrier_id in down else one for one in batch])
    for pk, results in said.items():
        _note(results[0].message.sender.carrier, results[0] if pk in down else None)
    return down


def _is_fault(result: Result[Claimed]) -> bool:
    return isinstance(result.outcome, Refused) and result.outcome.whole_account


def _not_left(result: Result[Claimed]) -> Result[Claimed]:
    """The try does not count, and the text keeps its place."""
    return replace(result, outcome=NotOffered())


def _note(account: CarrierAccount, fault: Result[Claimed] | None) -> None:
    if fault is None:
        resting.note_answer(account)
    elif isinstance(fault.outcome, Refused):
        resting.note_fault(account, fault.outcome.text, fault.outcome.retry_after or 0.0)
