"""Clock work of scheduled texts."""

import logging
import time

from django.db import DatabaseError

from apps.common.alone import alone
from apps.common.cluster import closing
from apps.messaging.scheduled import actions, keeping, queries

SLICE_SECONDS = 20.0
AT_ONCE = 200
logger = logging.getLogger(__name__)


@alone("messaging.scheduled")
def turn_due() -> None:
    """Turn what is due into messages, one by one, for 20 s; one that the database does not take holds no
    other back."""
    deadline = time.monotonic() + SLICE_SECONDS
    for pk in list(queries.due().values_list("pk", flat=True)[:AT_ONCE]):
        if time.monotonic() > deadline or closing.asked():
            return
        try:
            actions.turn(pk)
        except DatabaseError:
            logger.exception("Scheduled text %s was not turned into a message; it is tried again", pk)
            actions.postpone(pk)


@alone("messaging.scheduled.sweep")
def sweep() -> None:
    """Remove rows that ended long ago, for 20 s."""
    deadline = time.monotonic() + SLICE_SECONDS
    while keeping.sweep() and time.monotonic() < deadline and not closing.asked():
        pass
