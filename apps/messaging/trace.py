"""The way of one text, in order: asked for, screened, charged, held, offered, accepted, delivered.

Told from the rows that each step left; nothing is remembered for the telling alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from apps.messaging.models import Attempt, Message
from apps.messaging.states import State


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. `tone` is good, held, bad or "" (neither)."""

    at: datetime
    what: str
    detail: str = ""
    tone: str = ""


def of_message(message: Message) -> list[Step]:
    """Steps in the order of their times; those of one moment in the order of the way."""
    return sorted([*_before(message), *_tries(message), *_after(message)], key=lambda step: step.at)


def _before(message: Message) -> Iterator[Step]:
    asked_by = f"Asked for by {message.origin}." if message.origin else ""
    if message.direction == Message.Direction.IN:
        yield Step(message.created_at, "Came in", asked_by, "good")
        return
    yield Step(message.screened_at, "Every gate let it pass", f"{asked_by} Rules {message.ruleset}.", "good")
    if message.credits:
        many = f"{message.credits} credit{'' if message.credits == 1 else 's'}"
        yield Step(message.created_at, "Charged", f"{many}: one a part, {message.encoding}.")
    if message.not_before > message.created_at:
        until = f"{message.not_before:%Y-%m-%d %H:%M} UTC"
        yield Step(message.created_at, "Held", f"Until {until}, by {message.held_by or 'its pace'}.", "held")


_TRIES = {
    Attempt.Outcome.REFUSED: ("The carrier refused it", "bad"),
    Attempt.Outcome.RETRY: ("The carrier said: not now", "held"),
    Attempt.Outcome.UNSURE: ("No answer came", "held"),
}


def _tries(message: Message) -> Iterator[Step]:
    for attempt in Attempt.objects.of(message.workspace_id).filter(message=message):
        what, tone = _TRIES[Attempt.Outcome(attempt.outcome)]
        detail = f"Try {attempt.number}: {attempt.text} {attempt.code}".strip()
        yield Step(attempt.at, what, detail, tone)


_ENDS = {
    State.FAILED: "It failed",
    State.REFUSED: "A gate stopped it at the door",
    State.CANCELED: "It was canceled",
}


def _after(message: Message) -> Iterator[Step]:
    if message.sent_at:
        carrier = f"Its id there: {message.carrier_ref}." if message.carrier_ref else ""
        yield Step(message.sent_at, "The carrier took it", carrier, "good")
    if message.delivered_at:
        yield Step(message.delivered_at, "The handset has it", "", "good")
    if message.state in _ENDS and message.ended_at:
        yield Step(message.ended_at, _ENDS[State(message.state)], message.error_text, "bad")
        if message.refunded:
            yield Step(message.ended_at, "Its credits came back")
