"""The way of one text, in order: asked for, screened, charged, held, offered, accepted, delivered.

Told from the rows that each step left; nothing is remembered for the telling alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from apps.common.zones import zone_name
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
    # A campaign is named, with its address, where the trace is shown.
    asked_by = f"Asked for by {message.origin}." if message.origin and message.lane_id is None else ""
    if message.direction == Message.Direction.IN:
        yield Step(message.created_at, "Came in", asked_by, "good")
        return
    rules = f" (version {message.ruleset} of the rules)" if message.ruleset else ""
    checked = f"Consent, opt-outs and texting hours were looked at{rules}."
    yield Step(message.screened_at, "Every gate let it pass", f"{asked_by} {checked}".strip(), "good")
    if message.credits:
        yield Step(message.created_at, "Charged", _cost(message))
    if message.not_before > message.created_at:
        until = f"{localtime(message.not_before):%b %-d, %H:%M} {zone_name()}"
        yield Step(message.created_at, "Held", f"Until {until}: {_held_by(message.held_by)}.", "held")


def _cost(message: Message) -> str:
    """2 credits for 2 SMS parts; a special character makes them shorter."""
    paid, parts = _many(message.credits, "credit"), _many(message.parts, "SMS part")
    short = "; a special character leaves less room in each" if message.encoding == "UCS-2" else ""
    return f"{paid} for {parts}{short}."


def _many(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"


_HOLDS = {
    "": "texts leave one after the other, not all at once",
    "quiet_hours": "texting hours where they live",
    "open_hours": "the texting hours of this workspace",
}


def _held_by(gate: str) -> str:
    return _HOLDS.get(gate, gate.replace("_", " "))


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
