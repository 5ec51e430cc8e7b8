"""Lines that wait to be written: in the memory of each web process, bounded, with a thread that writes them.

A crash loses what came in the last second. When the database is away for longer than MOST lines last (a
minute at 300 requests a second) the newest are lost, and the program's log says how many.
"""

import atexit
import logging
import os
import threading
import time
from collections import deque
from multiprocessing.util import Finalize

from django.conf import settings
from django.db import DatabaseError, connections

from apps.requestlog import writing
from apps.requestlog.lines import Line

MOST = 20_000
AT_ONCE = 1_000
logger = logging.getLogger(__name__)

_lines: deque[Line] = deque()
_one_writer = threading.Lock()
_lost = 0
_writer_of = 0  # the process whose thread runs


def keep(line: Line) -> None:
    """Costs an append. Starts the thread with the first line of a process."""
    global _lost
    if len(_lines) >= MOST:
        _lost += 1
        return
    _lines.append(line)
    if _writer_of != os.getpid() and settings.REQUEST_LOG_SECONDS:
        _start()


def flush() -> int:
    """Write what waits now; answers how many lines left. A database that is away keeps them waiting."""
    written = 0
    with _one_writer:
        while batch := _take():
            try:
                writing.write(batch)
            except DatabaseError:
                _lines.extendleft(reversed(batch))
                raise
            written += len(batch)
    _tell_lost()
    return written


def clear() -> None:
    """Forget everything: a forked process has its parent's lines, which the parent writes."""
    _lines.clear()


def _take() -> list[Line]:
    return [_lines.popleft() for _ in range(min(AT_ONCE, len(_lines)))]


def _start() -> None:
    global _writer_of
    with _one_writer:
        if _writer_of == os.getpid():
            return
        _writer_of = os.getpid()
    threading.Thread(target=_run, name="request-log", daemon=True).start()
    atexit.register(_last_flush)
    # granian's workers are forks of multiprocessing: those end without atexit, but with this.
    Finalize(None, _last_flush, exitpriority=10)


def _run() -> None:
    """Write every so many seconds, until there is no such number any more: then lines wait for flush()."""
    global _writer_of
    while seconds := settings.REQUEST_LOG_SECONDS:
        time.sleep(seconds)
        if _lines:
            _flush_or_say()
        else:
            connections.close_all()  # an idle process holds none
    connections.close_all()
    _writer_of = 0


def _last_flush() -> None:
    if settings.REQUEST_LOG_SECONDS:
        _flush_or_say()


def _flush_or_say() -> None:
    try:
        flush()
    except DatabaseError as fault:
        logger.warning("The request log waits with %d lines: %s", len(_lines), fault)
        connections.close_all()


def _tell_lost() -> None:
    global _lost
    if _lost:
        logger.warning("The request log lost %d lines: more came than could be written.", _lost)
        _lost = 0


os.register_at_fork(after_in_child=clear)
