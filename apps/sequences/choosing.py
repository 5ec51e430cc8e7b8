"""Which people of a sequence a page or a hand is about."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

from django.db.models import Q

from apps.common import phones
from apps.sequences.models import Enrolment, Enrolments, Sequence
from apps.sequences.states import DUE
from apps.sequences.states import EnrolmentState as State

WORDS = 3  # of a name; more are not looked at
EXITED = Q(state=State.EXITED)
PLACES = {
    "": Q(),
    "live": Q(state__in=DUE),
    "stuck": Q(state=State.STUCK),
    "completed": Q(state=State.COMPLETED),
    "goal": EXITED & Q(why="goal"),
    "left": EXITED & ~Q(why="goal"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of PLACES, the key of a step, and a number or a name; "" is everybody."""

    place: str = ""
    step: str = ""
    q: str = ""

    def as_data(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, str]) -> Self:
        return cls(**data)


def people(sequence: Sequence, chosen: Chosen) -> Enrolments:
    """The enrolments that it lets through."""
    found: Enrolments = Enrolment.objects.of(sequence.workspace_id).filter(sequence=sequence)
    found = found.filter(PLACES[chosen.place])
    if chosen.step:
        found = found.filter(step=chosen.step)
    return _named(sequence, found, chosen.q) if chosen.q else found


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
