"""Text steps: one send for a batch, and what is made of each answer.

A held text waits in messaging's queue, and its person with it: they go on when it has left, and the next wait
counts from that moment. Where the sequence has hours of its own, a text whose hold would end outside of them
is not queued: it waits here, so that it leaves inside both.
"""

from collections.abc import Sequence as Many
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.common import phones
from apps.compliance.gates import Hold, Refuse
from apps.credits.refusals import InsufficientCredits
from apps.messaging import pipeline
from apps.messaging.drafts import Draft, Order
from apps.messaging.models import Message
from apps.messaging.states import State as Text
from apps.senders.models import Sender
from apps.sequences import moments
from apps.sequences.course import Course
from apps.sequences.exits import OPTED_OUT
from apps.sequences.models import Enrolment
from apps.sequences.states import EnrolmentState as State
from apps.sequences.states import Outcome
from apps.sequences.steps import Text as TextStep
from apps.sequences.turn import Turn, Way

# Looks for a text that was queued: soon, then every 15 s, never before the moment that it may leave.
SOON, AGAIN = timedelta(seconds=2), timedelta(seconds=15)
NO_CREDITS = _("There are not enough credits for this text.")
# What may pass: of the refusals at the carrier's door messaging keeps the rule, not whether it may.
FOR_GOOD = ("blacklist", "dnd", "number_changed")


def text(turn: Turn, course: Course, step: TextStep, rows: Many[Enrolment]) -> None:
    """Queue the text to those whose window is open; the others wait for it."""
    senders = Sender.objects.of(turn.sequence.workspace_id)
    sender = senders.filter(public_id=step.sender).select_related("carrier").first()
    ready = []
    for row in rows:
        if step.sender and sender is None:
            turn.stick(row, "sender", _("The sender of this step is no longer there."))
        elif (opens := _opens(turn, course, row, turn.now)) > turn.now:
            turn.hold(row, State.ACTIVE, opens, "window", _("Outside of the hours of this sequence."))
        else:
            ready.append(row)
    if ready:
        _send(turn, course, step, sender, ready)


def _opens(turn: Turn, course: Course, row: Enrolment, at: datetime) -> datetime:
    assert row.contact is not None, "whoever is no contact has left"
    if course.rules.window is None:
        return at
    zones = phones.zones_of(row.contact.phone) or (turn.sequence.workspace.timezone,)
    return moments.opens(course.rules.window, zones, at)


def _send(turn: Turn, course: Course, step: TextStep, sender: Sender | None, rows: Many[Enrolment]) -> None:
    """One send. When it costs more than there is, as many as the credits reach, and the others are stuck."""
    order = _order(turn, course, step, sender, rows[0])
    try:
        with transaction.atomic():
            drafts = pipeline.send(order, [row.contact for row in rows if row.contact])
    except InsufficientCredits as refusal:
        share = int(str(refusal.facts["available"])) / int(str(refusal.facts["required"]))
        reached = min(int(len(rows) * share), len(rows) - 1)
        for row in rows[reached:]:
            turn.stick(row, "credits", NO_CREDITS)
        if reached:
            _send(turn, course, step, sender, rows[:reached])
        return
    # One look for the batch: one by one, a thousand texts took four thousand of them, 130 people a second.
    ids = [draft.message_id for draft in drafts if draft.message_id]
    texts = Message.objects.of(turn.sequence.workspace_id).only("not_before").in_bulk(ids)
    for row, draft in zip(rows, drafts, strict=True):
        _take(turn, course, step, row, draft, texts.get(draft.message_id or 0))


def _order(turn: Turn, course: Course, step: TextStep, sender: Sender | None, first: Enrolment) -> Order:
    sequence = turn.sequence
    return Order(
        workspace=sequence.workspace,
        body=step.body,
        kind=Message.Kind.MARKETING,
        # A visit at a moment is sent once, so the first of the batch names the charge. (Without the moment,
        # somebody who was first here and was held would later find their own charge done.)
        charge_key=f"{sequence.public_id}:{first.pk}:{first.visit}:{first.due_at.timestamp():.6f}",
        charge_text=f"Sequence: {sequence.name}"[:200],
        origin=sequence.public_id,
        sender=sender,
        lane=sequence.lane,
        may_wait=course.rules.window is None,
        metadata={"step": step.id},
    )


def _take(
    turn: Turn, course: Course, step: TextStep, row: Enrolment, draft: Draft, message: Message | None
) -> None:
    verdict = draft.verdict
    if message is not None:
        why, reason = (verdict.rule, verdict.reason) if verdict else ("", "")
        turn.note(row, Outcome.TEXTED, why, reason, message=message)
        row.message = message
        turn.hold(row, State.LEAVING, message.not_before + SOON, why, reason)
    elif isinstance(verdict, Hold):
        until = _opens(turn, course, row, verdict.until)
        turn.hold(row, State.ACTIVE, until, verdict.rule, verdict.reason)
    elif isinstance(verdict, Refuse):
        _refused(turn, course, step.refused, row, verdict)


def _refused(turn: Turn, course: Course, then: str, row: Enrolment, no: Refuse) -> None:
    """For now: stuck. For good: they leave or skip it, as the step says; who opted out always leaves."""
    if no.rule == "opt_out":
        turn.leave(row, OPTED_OUT)
    elif no.temporary:
        turn.stick(row, no.rule, no.reason)
    elif then == "leave":
        turn.leave(row, Way(no.rule, no.reason))
    else:
        skip(turn, course, row, no.rule, no.reason)


def skip(turn: Turn, course: Course, row: Enrolment, why: str, reason: str) -> None:
    """Past the step, from now on."""
    turn.note(row, Outcome.SKIPPED, why, reason)
    turn.go(row, course.after[row.step], turn.now)


def after(turn: Turn, course: Course, rows: Many[Enrolment]) -> None:
    """Those whose text was queued: on, when it has left; else look again later."""
    ids = {row.message_id for row in rows if row.message_id}
    columns = ("state", "sent_at", "not_before", "error_code", "error_text")
    texts = Message.objects.of(turn.sequence.workspace_id).only(*columns).in_bulk(ids)
    for row in rows:
        _after(turn, course, row, texts.get(row.message_id or 0))


def _after(turn: Turn, course: Course, row: Enrolment, message: Message | None) -> None:
    if message is None:  # deleted since: it cannot be asked any more, and was not to be sent twice
        turn.go(row, course.after[row.step], turn.now)
    elif message.sent_at is not None:
        turn.go(row, course.after[row.step], message.sent_at)
    elif message.state == Text.CANCELED:
        turn.leave(row, Way("canceled", message.error_text))
    elif message.state in (Text.REFUSED, Text.FAILED):
        then = getattr(course.steps[row.step], "refused", "skip")
        _refused(turn, course, then, row, _no(message))
    else:
        turn.hold(row, State.LEAVING, max(message.not_before + SOON, turn.now + AGAIN), row.why, row.reason)


def _no(message: Message) -> Refuse:
    """What ended a queued text, as a gate would have said it."""
    carrier = message.state == Text.FAILED and message.error_code != "expired"
    temporary = not (carrier or message.error_code in FOR_GOOD)
    return Refuse(message.error_code or "failed", message.error_text, temporary)
