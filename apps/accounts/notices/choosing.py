"""Who is told of what: choices, their defaults, and the mark that somebody was told."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts import queries
from apps.accounts.models import Member, User, Workspace
from apps.accounts.notices.kinds import BY_NAME, KINDS, Kind
from apps.accounts.notices.models import NoticeChoice, NoticeTold
from apps.accounts.roles import Role
from apps.common import clock

KEPT = timedelta(days=60)


def kinds_for(seat: Member) -> list[Kind]:
    """What this person may choose here."""
    return [kind for kind in KINDS if seat.may(kind.right)]


def chosen(seat: Member) -> dict[str, bool]:
    """kind → whether they are told, for those they may choose."""
    rows = NoticeChoice.objects.of(queries.live_of(seat.workspace)).filter(user=seat.user_id)
    own = dict(rows.values_list("kind", "is_wanted"))
    return {kind.name: own.get(kind.name, seat.role in kind.roles) for kind in kinds_for(seat)}


@transaction.atomic
def choose(user: User, workspace: Workspace, wishes: Mapping[str, bool]) -> None:
    """From now on, here and in no other workspace. Kinds that nobody knows are passed over."""
    live = queries.live_of(workspace)
    for name, is_wanted in wishes.items():
        if name in BY_NAME:
            NoticeChoice.everywhere.update_or_create(
                workspace=live, user=user, kind=name, defaults={"is_wanted": is_wanted}
            )


def wanting(workspace: Workspace, name: str) -> list[User]:
    """Whom to tell: who sits here with a role that may know, is active, and has it switched on."""
    kind = BY_NAME[name]
    live = queries.live_of(workspace)
    own = dict(NoticeChoice.objects.of(live).filter(kind=name).values_list("user_id", "is_wanted"))
    seats = queries.seats_with(kind.right, live).filter(user__is_active=True)
    return [seat.user for seat in seats if own.get(seat.user_id, Role(seat.role).value in kind.roles)]


def switched_on(name: str) -> QuerySet[NoticeChoice]:
    """Everybody's choice to have it, of all workspaces: for the clock. `tell` asks who still may."""
    rows: QuerySet[NoticeChoice] = NoticeChoice.everywhere.filter(kind=name, is_wanted=True)
    return rows.select_related("workspace", "user").order_by("id")


def tell_once(workspace: Workspace, user: User, key: str) -> bool:
    """Whether this call is the one that tells. Written before the mail: one that fails is not sent again."""
    _, is_new = NoticeTold.everywhere.get_or_create(
        workspace=queries.live_of(workspace), user=user, key=key[:80]
    )
    return bool(is_new)


def forget_old() -> int:
    """Marks that nothing asks for any more."""
    gone, _ = NoticeTold.everywhere.filter(at__lt=clock.now() - KEPT).delete()
    return int(gone)
