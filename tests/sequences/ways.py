"""Sequences as tests write them, and the clock that moves their people."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from apps.common import clock
from apps.contacts.models import Contact
from apps.events import diary
from apps.messaging.models import Message
from apps.messaging.states import State as Text
from apps.sequences import actions, enrolling, publishing, tasks
from apps.sequences.models import Enrolment, Passage, Sequence, Version
from apps.sequences.states import DUE
from tests.world import Tenant

ACTOR = "maria@acme.example"
Data = dict[str, Any]
# The clock runs on while a test does: what is due at nine is looked for just after.
FOOTER = " Reply STOP to opt out."
INSTANT = timedelta(milliseconds=1)


def text(id_: str, body: str = "Hi {first_name|there}", **more: Any) -> Data:
    return {"id": id_, "kind": "text", "body": body, **more}


def wait(id_: str, amount: int = 1, unit: str = "days") -> Data:
    return {"id": id_, "kind": "wait_for", "amount": amount, "unit": unit}


def sequence(tenant: Tenant, *steps: Data, name: str = "Welcome", **rules: Any) -> Sequence:
    """Published and running."""
    made = draft(tenant, *steps, name=name, **rules)
    publishing.publish(made, ACTOR)
    return fresh(made)


def draft(tenant: Tenant, *steps: Data, name: str = "Welcome", **rules: Any) -> Sequence:
    made = actions.create(tenant.workspace, name)
    actions.write(made, steps=list(steps), rules_=rules)
    return made


def republish(made: Sequence, *steps: Data, **how: Any) -> Version:
    actions.write(made, steps=list(steps))
    return publishing.publish(made, ACTOR, **how)


def fresh(made: Sequence) -> Sequence:
    return Sequence.objects.of(made.workspace_id).select_related("workspace").get(pk=made.pk)


def enrol(made: Sequence, *people: Contact, **more: Any) -> enrolling.Enrolled:
    return enrolling.enrol(made, [one.pk for one in people], **{"source": "hand", **more})


def of(made: Sequence, person: Contact) -> Enrolment:
    """Their newest enrolment."""
    return Enrolment.objects.of(made.workspace_id).filter(sequence=made, contact=person).order_by("-pk")[0]


def story(enrolment: Enrolment) -> list[tuple[str, str]]:
    """(step, outcome) of every passage, in order."""
    passed = Passage.objects.of(enrolment.workspace_id).filter(enrolment=enrolment)
    return list(passed.order_by("visit").values_list("step", "outcome"))


def texts(person: Contact) -> list[Message]:
    """What was queued for them, oldest first; without the footer that messaging adds when it is due."""
    found = list(Message.objects.of(person.workspace_id).outbound().filter(contact=person).order_by("id"))
    for one in found:
        one.body = one.body.removesuffix(FOOTER)
    return found


def tick() -> None:
    """One look of the clock, and a carrier that takes at once what is due."""
    for _ in range(20):
        diary.react()
        tasks.advance()
        if not carry():
            return
        settings.CLOCK_SHIFT += 3


def carry() -> int:
    """The carrier takes every queued text whose moment has come."""
    now = clock.now()
    due = Message.everywhere.filter(state=Text.QUEUED, not_before__lte=now)
    return due.update(state=Text.SENT, sent_at=now)


def pass_time(**span: float) -> None:
    """Move the clock on, from one moment at which something is due to the next."""
    end = clock.now() + timedelta(**span)
    tick()
    while (now := clock.now()) < end:
        set_to(min([end, *(moment + INSTANT for moment in _moments() if moment > now)]))
        tick()


def _moments() -> list[datetime]:
    """When the next people and the next texts are due."""
    people = Enrolment.everywhere.filter(state__in=DUE)
    queued = Message.everywhere.filter(state=Text.QUEUED)
    found = (
        people.filter(due_at__gt=clock.now()).aggregate(at=Min("due_at"))["at"],
        queued.filter(not_before__gt=clock.now()).aggregate(at=Min("not_before"))["at"],
    )
    return [at for at in found if at]


def set_to(moment: datetime) -> None:
    settings.CLOCK_SHIFT = (moment - timezone.now()).total_seconds()
