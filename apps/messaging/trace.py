"""The way of one text, in order: asked for, screened, charged, held, offered, accepted, delivered.

Told from the rows that each step left; nothing is remembered for the telling alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.common.sentences import spoken
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
    asked_by = ""
    if message.origin and message.lane_id is None:
        asked_by = _("Asked for by %(origin)s.") % {"origin": message.origin}
    if message.direction == Message.Direction.IN:
        yield Step(message.created_at, _("Came in"), asked_by, "good")
        return
    checked = _("Consent, opt-outs and texting hours were looked at.")
    if message.ruleset:
        looked = _("Consent, opt-outs and texting hours were looked at (version %(version)s of the rules).")
        checked = looked % {"version": message.ruleset}
    yield Step(message.screened_at, _("Every gate let it pass"), f"{asked_by} {checked}".strip(), "good")
    if message.credits:
        yield Step(message.created_at, _("Charged"), _cost(message))
    if message.not_before > message.created_at:
        until = f"{date_format(localtime(message.not_before), _('M j, H:i'))} {zone_name()}"
        why = _("Until %(time)s: %(reason)s.") % {"time": until, "reason": _held_by(message.held_by)}
        yield Step(message.created_at, _("Held"), why, "held")


def _cost(message: Message) -> str:
    """2 credits for 2 SMS parts; a special character makes them shorter."""
    paid = ngettext("%(number)s credit", "%(number)s credits", message.credits) % {"number": message.credits}
    parts = ngettext("%(number)s SMS part", "%(number)s SMS parts", message.parts) % {"number": message.parts}
    said = _("%(paid)s for %(parts)s.")
    if message.encoding == "UCS-2":
        said = _("%(paid)s for %(parts)s; a special character leaves less room in each.")
    return said % {"paid": paid, "parts": parts}


_HOLDS = {
    "": gettext_lazy("texts leave one after the other, not all at once"),
    "quiet_hours": gettext_lazy("texting hours where they live"),
    "open_hours": gettext_lazy("the texting hours of this workspace"),
}


def _held_by(gate: str) -> str:
    return str(_HOLDS[gate]) if gate in _HOLDS else gate.replace("_", " ")


_TRIES = {
    Attempt.Outcome.REFUSED: (gettext_lazy("The carrier refused it"), "bad"),
    Attempt.Outcome.RETRY: (gettext_lazy("The carrier said: not now"), "held"),
    Attempt.Outcome.UNSURE: (gettext_lazy("No answer came"), "held"),
}


def _tries(message: Message) -> Iterator[Step]:
    for attempt in Attempt.objects.of(message.workspace_id).filter(message=message):
        what, tone = _TRIES[Attempt.Outcome(attempt.outcome)]
        said = f"{spoken(attempt.text)} {attempt.code}".strip()
        detail = _("Try %(number)s: %(said)s") % {"number": attempt.number, "said": said}
        yield Step(attempt.at, str(what), detail, tone)


_ENDS = {
    State.FAILED: gettext_lazy("It failed"),
    State.REFUSED: gettext_lazy("A gate stopped it at the door"),
    State.CANCELED: gettext_lazy("It was canceled"),
}


def _after(message: Message) -> Iterator[Step]:
    if message.sent_at:
        carrier = _("Its id there: %(id)s.") % {"id": message.carrier_ref} if message.carrier_ref else ""
        yield Step(message.sent_at, _("The carrier took it"), carrier, "good")
    if message.delivered_at:
        yield Step(message.delivered_at, _("The handset has it"), "", "good")
    if message.state in _ENDS and message.ended_at:
        yield Step(message.ended_at, str(_ENDS[State(message.state)]), spoken(message.error_text), "bad")
        if message.refunded:
            yield Step(message.ended_at, _("Its credits came back"))
