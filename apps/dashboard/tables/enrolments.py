"""The table of people in a sequence: filters, and what each line says."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.common import phones
from apps.contacts.fields import text
from apps.sequences.models import Enrolment, Enrolments, Sequence
from apps.sequences.states import DUE, EnrolmentState

PLACES = {
    "": _("Everybody"),
    "live": _("On the way"),
    "stuck": _("Stuck"),
    "completed": _("Completed"),
    "goal": _("Reached the goal"),
    "left": _("Left otherwise"),
}
WORDS = 3


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; what makes no sense is nothing."""

    place: str
    step: str
    q: str


def read(query: QueryDict) -> Filters:
    """Filters out of ?place=&step=&q=."""
    place = query.get("place", "")
    return Filters(
        place if place in PLACES else "", text(query.get("step", ""), 20), text(query.get("q", ""), 40)
    )


def rows(sequence: Sequence, filters: Filters) -> Enrolments:
    """The enrolments that they let through."""
    found: Enrolments = Enrolment.objects.of(sequence.workspace_id).filter(sequence=sequence)
    found = found.filter(_place(filters.place))
    if filters.step:
        found = found.filter(step=filters.step)
    return _named(sequence, found, filters.q) if filters.q else found


def _place(place: str) -> Q:
    exited = Q(state=EnrolmentState.EXITED)
    return {
        "": Q(),
        "live": Q(state__in=DUE),
        "stuck": Q(state=EnrolmentState.STUCK),
        "completed": Q(state=EnrolmentState.COMPLETED),
        "goal": exited & Q(why="goal"),
        "left": exited & ~Q(why="goal"),
    }[place]


def _named(sequence: Sequence, found: Enrolments, q: str) -> Enrolments:
    if number := phones.normalise(q, sequence.workspace.default_region):
        return found.filter(contact__phone=number)
    digits = "".join(c for c in q if c.isdigit())
    if digits and not any(c.isalpha() for c in q):
        return found.filter(contact__phone__contains=digits)
    for word in q.split()[:WORDS]:
        named = Q(contact__first_name__icontains=word) | Q(contact__last_name__icontains=word)
        found = found.filter(named)
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One person: `status` picks the tone."""

    enrolment: Enrolment
    status: str
    label: str
    step: str


def line(enrolment: Enrolment, labels: dict[str, str]) -> Row:
    status, label = _status(enrolment)
    return Row(
        enrolment, status, label, labels.get(enrolment.step, "") if enrolment.step else gettext("At the end")
    )


STATUS = {
    EnrolmentState.WAITING: "queued",
    EnrolmentState.ACTIVE: "queued",
    EnrolmentState.LEAVING: "sending",
    EnrolmentState.STUCK: "failed",
    EnrolmentState.COMPLETED: "completed",
}


def _status(enrolment: Enrolment) -> tuple[str, str]:
    if enrolment.state != EnrolmentState.EXITED:
        state = EnrolmentState(enrolment.state)
        return STATUS[state], str(state.label)
    if enrolment.why == "goal":
        return "completed", gettext("Goal")
    return (
        ("opted-out", gettext("Opted out")) if enrolment.why == "opted_out" else ("skipped", gettext("Left"))
    )
