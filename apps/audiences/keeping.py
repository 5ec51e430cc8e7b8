"""Lists that a segment keeps."""

import time
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.audiences.filters.nodes import Group
from apps.audiences.filters.reading import read
from apps.audiences.models import Segment, Sync
from apps.audiences.planning import room
from apps.audiences.segments import gone, people
from apps.common import clock
from apps.common.refusals import Refusal
from apps.common.sentences import shape
from apps.lists import actions as lists
from apps.lists import syncing
from apps.lists.models import ContactList

SOURCE = _("a segment")
# How often a list follows: who joined the segment a moment ago is on the list by then.
EVERY = timedelta(minutes=15)
# What one turn may take; the rest waits for the next.
TURN_SECONDS = 15.0
_GONE = shape(_("The segment asks for something that is gone (%(places)s)."))


@transaction.atomic
def keep(segment: Segment, name: str, *, once: bool = False) -> ContactList:
    """A list that the segment fills and keeps; with `once` it is filled once and then static.

    The clock fills it within seconds. Raises lists' NoName and NameTaken.
    """
    made = lists.create(segment.workspace, name, source=SOURCE)
    Sync.objects.create(workspace=segment.workspace, list=made, segment=segment, once=once)
    return made


@transaction.atomic
def release(target: ContactList) -> None:
    """The list stays as it is, and from now on people fill it by hand."""
    Sync.objects.of(target.workspace_id).filter(list=target).delete()
    lists.release(target)


def turn(sync: Sync) -> None:
    """Bring one list nearer to its segment: at most TURN_SECONDS. Of two who try at once one goes on."""
    mine = Sync.everywhere.filter(pk=sync.pk, due_at=sync.due_at).update(due_at=clock.now() + EVERY)
    if not mine:
        return
    try:
        problem = _filled(sync)
    except Refusal as refusal:
        problem = refusal.record
    if problem is None:
        Sync.everywhere.filter(pk=sync.pk).update(due_at=clock.now())
    elif problem or not sync.once:
        done = {} if problem else {"synced_at": clock.now()}
        Sync.everywhere.filter(pk=sync.pk).update(problem=problem[:300], **done)
    else:
        release(sync.list)


def _filled(sync: Sync) -> str | None:
    """ "" when all is done, None when there is more, else why it stands still."""
    filter_ = read(sync.segment.filter)
    if places := gone(sync.workspace, filter_):
        return _GONE % {"places": ", ".join(places)}
    deadline = time.monotonic() + TURN_SECONDS
    while _step(sync, filter_):
        if time.monotonic() > deadline:
            return None
    return ""


def _step(sync: Sync, filter_: Group) -> bool:
    with room():
        return syncing.step(sync.list, people(sync.workspace, filter_))
