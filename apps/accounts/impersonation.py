"""Looking as somebody else: who may, as whom, until when (docs/adr/0024)."""

from datetime import timedelta

from django.db import transaction

from apps.accounts.audit.personal import note_of_person
from apps.accounts.impersonation_models import Impersonation
from apps.accounts.models import User
from apps.accounts.refusals import MayNotImpersonate, NoReasonGiven
from apps.common import clock
from apps.common.ids import parse

LONGEST = timedelta(minutes=60)
SESSION_KEY = "impersonation"
RIGHT = "accounts.add_impersonation"
Why = Impersonation.Why


def may(actor: User) -> bool:
    return actor.is_active and actor.is_staff and actor.has_perm(RIGHT)


def may_be(user: User) -> bool:
    """Nobody with a power in the admin: looking would be a way to climb."""
    return user.is_active and not user.is_staff and not user.is_superuser


@transaction.atomic
def begin(actor: User, user: User, reason: str) -> Impersonation:
    """From now on for 60 minutes; another one of this actor ends. Raises MayNotImpersonate, NoReasonGiven."""
    if not may(actor) or not may_be(user):
        raise MayNotImpersonate
    if not reason.strip():
        raise NoReasonGiven
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    for other in Impersonation.objects.filter(actor=actor, ended_at=None):
        end(other, Why.TIME if other.until <= clock.now() else Why.REPLACED)
    until = clock.now() + LONGEST
    row = Impersonation.objects.create(actor=actor, user=user, reason=reason.strip()[:200], until=until)
    note_of_person(user, "access.looked", row.public_id, after={"reason": row.reason}, by=actor)
    return row


def standing(public_id: str, actor: User) -> Impersonation | None:
    """The one that this session carries, if it still holds; else it is ended. Asked at every request."""
    rows = Impersonation.objects.select_related("user", "actor").filter(actor_id=actor.pk, ended_at=None)
    row = rows.filter(public_id=public_id).first() if parse("imp", public_id) else None
    if row is None:
        return None
    if row.until <= clock.now():
        end(row, Why.TIME)
        return None
    if not may(actor) or not may_be(row.user):
        end(row, Why.WITHDRAWN)
        return None
    return row


@transaction.atomic
def end(row: Impersonation, why: str) -> None:
    """Once: what ended it first stays written. What ran out ended when its time was over."""
    at = min(clock.now(), row.until)
    if Impersonation.objects.filter(pk=row.pk, ended_at=None).update(ended_at=at, ended_why=why):
        note_of_person(row.user, "access.look_ended", row.public_id, after={"why": str(why)}, by=row.actor)


def end_by_id(public_id: str, why: str) -> None:
    for row in Impersonation.objects.filter(public_id=public_id, ended_at=None):
        end(row, why)
