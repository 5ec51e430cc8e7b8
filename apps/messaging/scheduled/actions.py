"""Verbs of scheduled texts: plan, cancel, and turn into a message."""

from datetime import datetime, timedelta

from django.db import transaction

from apps.accounts.models import Workspace
from apps.common import clock
from apps.common.refusals import Refusal
from apps.compliance.actions import Witness
from apps.contacts import fields
from apps.events import diary
from apps.messaging import actions
from apps.messaging.actions import Single
from apps.messaging.models import Message
from apps.messaging.refusals import Blocked
from apps.messaging.scheduled import patience
from apps.messaging.scheduled.models import Scheduled
from apps.messaging.scheduled.refusals import NoLongerPlanned, TooFarAhead

State = Scheduled.State
FARTHEST = timedelta(days=366)


@transaction.atomic
def plan(workspace: Workspace, single: Single, at: datetime, witness: Witness, origin: str) -> Scheduled:
    """Keep a text for `at`. Raises InvalidPhone, TooFarAhead. Nothing is charged and no gate asked yet."""
    if at > clock.now() + FARTHEST:
        raise TooFarAhead
    newest = Message.objects.of(workspace).order_by("-pk").values_list("pk", flat=True).first()
    planned: Scheduled = Scheduled.objects.create(
        workspace=workspace,
        phone=fields.phone(single.to, workspace.default_region),
        body=single.body.replace("\0", ""),
        sender=single.sender,
        variables=dict(single.variables),
        metadata=dict(single.metadata),
        at=at,
        next_try_at=at,
        attested=single.attested,
        asked_by=witness.name,
        asked_by_user=witness.user,
        asked_from=witness.ip,
        origin=origin[:40],
        behind=newest or 0,
    )
    diary.record(workspace, "message.scheduled", planned.public_id, actor=witness.name[:120])
    return planned


@transaction.atomic
def cancel(planned: Scheduled, actor: str) -> bool:
    """Call it off; says whether it was still planned. Twice is once."""
    rows = Scheduled.objects.of(planned.workspace_id).filter(pk=planned.pk, state=State.SCHEDULED)
    if not rows.update(state=State.CANCELED, ended_at=clock.now()):
        return False
    diary.record(planned.workspace_id, "message.unscheduled", planned.public_id, actor=actor[:120])
    return True


def call_off(planned: Scheduled, actor: str) -> None:
    """As `cancel`, for whoever must know: raises NoLongerPlanned when it went out or failed meanwhile."""
    if cancel(planned, actor):
        return
    planned.refresh_from_db(fields=["state"])
    if planned.state != State.CANCELED:
        raise NoLongerPlanned


@transaction.atomic
def turn(pk: int) -> None:
    """Its time has come: it becomes a message, waits for another try, or fails. The row is locked, and the
    message has its public id, so that of two who try one does."""
    rows = Scheduled.everywhere.filter(pk=pk, state=State.SCHEDULED)
    planned: Scheduled | None = (
        rows.select_related("workspace", "sender__carrier", "asked_by_user")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if planned is None:
        return
    try:
        actions.text_number(planned.workspace, _single(planned), _witness(planned), planned.origin)
    except Refusal as refusal:
        _refused(planned, refusal)
    else:
        _end(planned, State.QUEUED)


def _single(planned: Scheduled) -> Single:
    return Single(
        planned.phone,
        planned.body,
        planned.sender,
        planned.attested,
        variables=planned.variables,
        metadata=planned.metadata,
        public_id=planned.public_id,
    )


def _witness(planned: Scheduled) -> Witness:
    return Witness(planned.asked_by, planned.asked_by_user, planned.asked_from)


def postpone(pk: int) -> None:
    """The database did not take it: it is tried again, and in the meantime holds nobody back."""
    rows = Scheduled.everywhere.filter(pk=pk, state=State.SCHEDULED)
    tries = rows.values_list("tries", flat=True).first()
    if tries is not None:
        rows.update(tries=tries + 1, next_try_at=patience.after_fault(tries + 1, clock.now()))


def _refused(planned: Scheduled, refusal: Refusal) -> None:
    planned.tries += 1
    again = patience.next_try(refusal, planned.tries, clock.now())
    if again is None:
        _fail(planned, refusal)
        return
    planned.next_try_at, planned.error_code, planned.error_text = again, *_said(refusal)
    planned.save(update_fields=["tries", "next_try_at", "error_code", "error_text"])


def _said(refusal: Refusal) -> tuple[str, str]:
    return refusal.code[:60], refusal.record[:300]


def _fail(planned: Scheduled, refusal: Refusal) -> None:
    if isinstance(refusal, Blocked):
        actions.note_refusal(planned.workspace, planned.phone, refusal, planned.asked_by)
    planned.error_code, planned.error_text = _said(refusal)
    _end(planned, State.FAILED)
    place, about = planned.workspace, planned.public_id
    diary.record(place, "message.failed", about, code=refusal.code, text=refusal.record)


def _end(planned: Scheduled, state: str) -> None:
    if state == State.QUEUED:  # what stood in its way has passed
        planned.error_code = planned.error_text = ""
    planned.state, planned.ended_at = state, clock.now()
    planned.save(update_fields=["state", "ended_at", "tries", "error_code", "error_text"])
