"""What sequences does when something happened below. Handlers ask before they act: they may be called twice.

The engine asks the same before every step (exits.py); hearing of it at once only means that nobody waits in a
sequence for days that they have left.
"""

from datetime import timedelta

from django.db import transaction

from apps.common import clock
from apps.events.models import Event
from apps.messaging.models import Message
from apps.pipeline.models import Stage
from apps.sequences import actions, enrolling, facts, hands, queries, rules
from apps.sequences.course import course_of
from apps.sequences.exits import exits
from apps.sequences.models import Enrolment, Passage, Sequence, Version
from apps.sequences.refusals import NotRunning
from apps.sequences.states import EnrolmentState, Hand, Outcome
from apps.sequences.turn import Turn
from apps.tags.models import Tag

# An answer or an opt-out this long after somebody's last step still counts for its last text.
ECHO = timedelta(days=3)


def tagged(event: Event) -> None:
    """Tagged: sequences that begin by this tag take the contact, and goals are looked at."""
    names = Tag.objects.of(event.workspace_id).filter(name__iexact=str(event.facts.get("tag", "")))
    _changed(event, "tag", "tags", list(names.values_list("public_id", flat=True)))


def staged(event: Event) -> None:
    """Moved to a stage."""
    stages = Stage.objects.of(event.workspace_id).filter(key=str(event.facts.get("new_stage", "")))
    _changed(event, "stage", "stages", list(stages.values_list("public_id", flat=True)))


def listed(event: Event) -> None:
    """Put on a list: facts.contacts are the ids."""
    ids = [pk for pk in event.facts.get("contacts", []) if isinstance(pk, int)]
    _leave(event, ids)
    _begin(event, "list", "lists", [event.subject], ids)


def _changed(event: Event, source: str, part: str, names: list[str]) -> None:
    ids = [event.contact_id] if event.contact_id else []
    _leave(event, ids)
    _begin(event, source, part, names, ids)


def _begin(event: Event, source: str, part: str, names: list[str], ids: list[int]) -> None:
    if not names or not ids:
        return
    for sequence, version in queries.running(event.workspace_id):
        if set(names) & set(getattr(rules.read(version.rules), part)):
            try:
                enrolling.enrol(sequence, ids, source=source, actor=event.actor, cause_at=event.at)
            except NotRunning:
                continue  # paused a moment ago: it takes nobody


def replied(event: Event) -> None:
    """A text came in: it counts for the last text they got, and may be an exit or a goal."""
    if event.contact_id:
        message = Message.objects.of(event.workspace_id).filter(public_id=event.subject).first()
        for sequence in _sequences(event, [event.contact_id]):
            _note(sequence, event.contact_id, Outcome.REPLIED, message)
        _leave(event, [event.contact_id])


def opted_out(event: Event) -> None:
    """Out of every sequence at once."""
    ids = [event.contact_id] if event.contact_id else []
    _leave(event, ids)
    for sequence in _sequences(event, ids):
        _note(sequence, ids[0], Outcome.OPTED_OUT, None)


def deleted(event: Event) -> None:
    """The rows have lost their contact by now."""
    nobodys = Enrolment.objects.of(event.workspace_id).live().filter(contact=None)
    for pk in set(nobodys.values_list("sequence", flat=True)):
        _look(Sequence.objects.of(event.workspace_id).get(pk=pk), nobodys)


def credits_granted(event: Event) -> None:
    """Whoever was stuck for want of credits tries again."""
    poor = Enrolment.objects.of(event.workspace_id).filter(state=EnrolmentState.STUCK, why="credits")
    for pk in sorted(set(poor.values_list("sequence", flat=True))):
        hands.lay(Sequence.objects.of(event.workspace_id).get(pk=pk), poor, Hand.RETRY, event.actor)


def _sequences(event: Event, ids: list[int]) -> list[Sequence]:
    """Sequences that these people are in, or were in until lately."""
    lately = clock.now() - ECHO
    mine = Enrolment.objects.of(event.workspace_id).filter(contact__in=ids)
    near = mine.live() | mine.filter(ended_at__gte=lately)
    return list(Sequence.objects.of(event.workspace_id).filter(pk__in=near.values("sequence")).order_by("pk"))


def _leave(event: Event, ids: list[int]) -> None:
    people = Enrolment.objects.of(event.workspace_id).live().filter(contact__in=ids)
    for pk in sorted(set(people.values_list("sequence", flat=True))):
        _look(Sequence.objects.of(event.workspace_id).get(pk=pk), people)


@transaction.atomic
def _look(sequence: Sequence, people: object) -> None:
    """Ask the engine's own question of these people now."""
    held = actions.lock(sequence)
    mine = people.filter(sequence=held).order_by("pk")  # type: ignore[attr-defined]
    rows = list(mine.select_for_update(of=("self",), no_key=True).select_related("contact"))
    versions = Version.objects.of(held.workspace_id).in_bulk({row.version_id for row in rows})
    turn = Turn(held, {pk: one.number for pk, one in versions.items()})
    for version in versions.values():
        of_version = [row for row in rows if row.version_id == version.pk]
        ways = exits(held, course_of(version), of_version)
        for row in of_version:
            if way := ways.get(row.pk):
                turn.leave(row, way)
    turn.write()


@transaction.atomic
def _note(sequence: Sequence, contact_id: int, outcome: Outcome, message: Message | None) -> None:
    """Append what they did to the step of their last text, once."""
    held = actions.lock(sequence)
    mine = Enrolment.objects.of(held.workspace_id).filter(sequence=held, contact=contact_id)
    row = mine.order_by("-pk").select_for_update(no_key=True).first()
    texts = facts.last_texts(held.workspace_id, [row.pk]) if row else {}
    if row is None or row.pk not in texts or _noted(row, outcome, message):
        return
    numbers = {row.version_id: Version.objects.of(held.workspace_id).get(pk=row.version_id).number}
    turn = Turn(held, numbers)
    turn.note(row, outcome, message=message, step=texts[row.pk])
    turn.write()


def _noted(row: Enrolment, outcome: Outcome, message: Message | None) -> bool:
    passed = Passage.objects.of(row.workspace_id).filter(enrolment=row, outcome=outcome)
    return bool((passed.filter(message=message) if message else passed).exists())
