"""Simulation: the engine itself, with a moved clock, in a transaction that is taken back.

Nothing here decides anything: steps, gates, charges and branches are the ones that run. Only the carrier is
imagined (a text leaves at the moment messaging would let it) and, if asked, a reply. It holds what the engine
holds (the sequence's row, the account's) for as long as it runs, some 10 ms a step.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from apps.common import clock
from apps.compliance import actions as compliance
from apps.compliance.models import ConsentEvent
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.messaging import lanes
from apps.messaging.models import Message
from apps.messaging.states import State as Text
from apps.sequences import engine
from apps.sequences.course import course_of
from apps.sequences.models import Enrolment, Passage, Sequence, Version
from apps.sequences.refusals import NotSimulable
from apps.sequences.states import LIVE, EnrolmentState, Outcome

# Yearly dates and long waits end somewhere; looks are counted, a step takes three at most.
MOST_LOOKS = 500
FARTHEST = timedelta(days=3 * 366)
ANSWERS_AFTER = timedelta(hours=1)
SAMPLE = "+12125550100"


@dataclass(frozen=True, slots=True)
class Line:
    """What would happen: when, at which step, what, and the text where one goes out."""

    at: datetime
    step: str
    outcome: str
    reason: str = ""
    body: str = ""
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """The dated list, and where it ends: completed, exited, stuck, or under way at the horizon."""

    lines: list[Line]
    end: str


class _TakeBack(Exception):
    """Ends the transaction."""


@contextmanager
def _taken_back() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise _TakeBack
    except _TakeBack:
        pass


def simulate(version: Version, contact: Contact | None, start: datetime, *, replies_after: str = "") -> Story:
    """What this version would do with a contact (None: a consenting sample in New York) from `start` on.

    replies_after: the id of a text step that they answer an hour later. Raises NotSimulable.
    """
    if not course_of(version).steps:
        raise NotSimulable
    stories: list[Story] = []
    with _taken_back(), clock.standing_at(start):
        row = _enrol(version, contact or _sample(version))
        _walk(row.pk, version.sequence_id, start, replies_after)
        stories.append(_told(row))
    return stories[0]


def _sample(version: Version) -> Contact:
    made = contacts.find_or_create(
        version.workspace, SAMPLE, source="manual", details={"first_name": "Sam", "last_name": "Sample"}
    )
    grant = compliance.Grant(SAMPLE, made.pk, source="simulation")
    compliance.grant(version.workspace_id, [grant], ConsentEvent.Kind.OPT_IN, channel="web_form")
    return made


def _enrol(version: Version, contact: Contact) -> Enrolment:
    """As if they had never been here: an enrolment that is under way would be in the way."""
    mine = Enrolment.objects.of(version.workspace_id).filter(sequence=version.sequence_id, contact=contact)
    mine.filter(state__in=LIVE).update(state=EnrolmentState.EXITED)
    sequence = (
        Sequence.objects.of(version.workspace_id).select_related("workspace").get(pk=version.sequence_id)
    )
    if sequence.lane_id is None:
        sequence.lane = lanes.open_one(sequence.workspace)
        sequence.save(update_fields=["lane"])
    made: Enrolment = Enrolment.objects.create(
        workspace_id=version.workspace_id,
        sequence=sequence,
        version=version,
        contact=contact,
        step=course_of(version).first,
        source="hand",
    )
    return made


def _walk(pk: int, sequence_id: int, start: datetime, replies_after: str) -> None:
    """Look, and set the clock to the next moment at which the engine would look."""
    for _ in range(MOST_LOOKS):
        row = Enrolment.everywhere.select_related("contact").get(pk=pk)
        if row.state not in LIVE or row.state == EnrolmentState.STUCK or row.due_at > start + FARTHEST:
            return
        with clock.standing_at(max(row.due_at, start)):
            sequence = engine.locked(sequence_id)
            assert sequence is not None
            engine.advance(sequence, [row])
            _leave(pk, replies_after)


def _leave(pk: int, replies_after: str) -> None:
    """The carrier's part: a queued text leaves at its moment. And theirs, if they answer this one."""
    row = Enrolment.everywhere.select_related("message").get(pk=pk)
    if row.state != EnrolmentState.LEAVING or row.message is None or row.message.sent_at:
        return
    at = row.message.not_before
    Message.everywhere.filter(pk=row.message.pk).update(state=Text.SENT, sent_at=at)
    Enrolment.everywhere.filter(pk=pk).update(due_at=at)
    if row.step == replies_after:
        _answer(row.message, at + ANSWERS_AFTER)


def _answer(text: Message, at: datetime) -> None:
    Message.objects.create(
        workspace_id=text.workspace_id,
        direction=Message.Direction.IN,
        kind=Message.Kind.REPLY,
        contact_id=text.contact_id,
        sender_id=text.sender_id,
        phone=text.phone,
        address=text.address,
        body="Yes",
        state=Text.RECEIVED,
        created_at=at,
    )


def _told(row: Enrolment) -> Story:
    passed = Passage.everywhere.filter(enrolment=row).select_related("message").order_by("visit")
    row.refresh_from_db()
    return Story([_line(one) for one in passed], row.state)


def _line(passage: Passage) -> Line:
    text = passage.message if passage.outcome == Outcome.TEXTED else None
    return Line(
        (text.sent_at if text and text.sent_at else passage.at),
        passage.step,
        passage.outcome,
        passage.reason,
        text.body if text else "",
        text.parts if text else 0,
    )
