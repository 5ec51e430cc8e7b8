"""The table of people in a sequence: filters, and what each line says."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.contacts.fields import text
from apps.sequences.choosing import Chosen
from apps.sequences.models import Enrolment
from apps.sequences.states import EnrolmentState

PLACES = {
    "": _("Everybody"),
    "live": _("On the way"),
    "stuck": _("Stuck"),
    "completed": _("Completed"),
    "goal": _("Reached the goal"),
    "left": _("Left otherwise"),
}
SOURCES = {
    "hand": _("by hand"),
    "list": _("by list"),
    "tag": _("by tag"),
    "stage": _("by stage"),
    "keyword": _("by keyword"),
    "api": _("by api"),
}


def read(query: QueryDict) -> Chosen:
    """What the address asks for, ?place=&step=&q=; what makes no sense is nothing."""
    place = query.get("place", "")
    return Chosen(
        place if place in PLACES else "", text(query.get("step", ""), 20), text(query.get("q", ""), 40)
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One person: `status` picks the tone; `source` says how they came in."""

    enrolment: Enrolment
    status: str
    label: str
    step: str
    source: str


def line(enrolment: Enrolment, labels: dict[str, str]) -> Row:
    status, label = _status(enrolment)
    step = labels.get(enrolment.step, "") if enrolment.step else gettext("At the end")
    return Row(enrolment, status, label, step, str(SOURCES.get(enrolment.source, enrolment.source)))


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
