"""Clock work of audiences."""

from apps.audiences import engagement, keeping
from apps.audiences.models import Sync
from apps.common import clock
from apps.common.alone import alone

LISTS_A_TURN = 20


def any_list_due() -> bool:
    return bool(Sync.everywhere.filter(due_at__lte=clock.now()).exists())


@alone("audiences.sync")
def sync() -> None:
    """Lists whose time has come, the longest waiting first."""
    due = Sync.everywhere.filter(due_at__lte=clock.now()).select_related("list", "segment", "workspace")
    for one in due.order_by("due_at")[:LISTS_A_TURN]:
        keeping.turn(one)


@alone("audiences.engagement")
def catch_up() -> None:
    """Who had a text in the last minutes."""
    engagement.catch_up()


@alone("audiences.look_back")
def look_back() -> None:
    """Who had a text that was held, or whose receipt came late."""
    engagement.look_back()
