"""COPYs that run behind whoever makes their rows: same connection, same transaction, same order.

While the database takes one table, the rows of the next are made. Of an import, 17 of 65 µs a row were
spent with the database waiting for that.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

from django.db import connection

_here = threading.local()
# Made and released in their place in the line: nobody waits for the answer.
_IN_LINE = ("SAVEPOINT ", "RELEASE SAVEPOINT ")
_BACK = "ROLLBACK TO SAVEPOINT "


class _Unmade(Exception):
    """Making the rows failed: the COPY must not end as if it were whole."""


Texts = SimpleQueue[str | _Unmade | None]


class Line:
    """What is still to be done on the connection, done one after the other by a thread of its own."""

    def __init__(self, thread: ThreadPoolExecutor, meanwhile: Callable[[], None]) -> None:
        self._thread, self._raw, self._meanwhile = thread, connection.connection, meanwhile
        self._last: Future[None] | None = None

    def copy(self, sql: str, texts: Iterable[str]) -> None:
        """Do this COPY in its turn; `texts` are made here, at once, and the database holds none of it up."""
        ready: Texts = SimpleQueue()
        self._add(lambda: self._copy(sql, ready))
        try:
            for text in texts:
                ready.put(text)
        except BaseException:
            ready.put(_Unmade())
            raise
        ready.put(None)

    def _copy(self, sql: str, ready: Texts) -> None:
        with self._raw.cursor() as cursor, cursor.copy(sql) as copy:
            while (text := ready.get()) is not None:
                if isinstance(text, _Unmade):
                    raise text
                copy.write(text)

    def _add(self, work: Callable[[], Any]) -> None:
        self._last = self._thread.submit(_after, self._last, work)

    def settle(self) -> None:
        """Until nothing is on the way, however it ended."""
        if self._last is not None:
            self._last.exception()

    def wait(self) -> None:
        """Until all is done. Raises what failed first, each time it is asked: the transaction is lost."""
        if self._last is not None:
            self._meanwhile()
            with connection.wrap_database_errors:
                self._last.result()
            self._last = None

    def look(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Around every statement of Django's: it comes behind what stands in line."""
        if self._last is not None and sql.startswith(_IN_LINE):
            self._add(lambda: self._raw.execute(sql))
            return None
        if sql.startswith(_BACK):  # whoever goes back knows why; what failed in line must not hide that
            self.settle()
        else:
            self.wait()
        return execute(sql, params, many, context)


def _after(before: Future[None] | None, work: Callable[[], Any]) -> None:
    """What stands behind a failure is not begun, and fails alike."""
    if before is not None:
        before.result()
    work()


def line() -> Line | None:
    """The line of this thread, inside `behind`."""
    return getattr(_here, "line", None)


@contextmanager
def behind(meanwhile: Callable[[], None] = lambda: None) -> Iterator[None]:
    """COPYs of this block are waited for by the next statement that is no COPY, or at its end.

    `meanwhile` is called whenever that begins: it starts what another thread may do then.

    Inside a transaction that is repeated whole: an IntegrityError may come later than its own call, and
    nothing can be saved after it. SQLite goes on step by step.
    """
    if connection.vendor != "postgresql":
        meanwhile()
        yield
        return
    with ThreadPoolExecutor(1, "behind") as thread:
        _here.line = held = Line(thread, meanwhile)
        try:
            with connection.execute_wrapper(held.look):
                yield
                held.wait()
        finally:
            _here.line = None
            held.settle()
