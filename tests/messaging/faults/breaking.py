"""Strikes at the n-th step of database work, in whatever thread: a statement, a COPY, a commit.

`killed`: the connection is gone and nothing of the program runs any more, as after a SIGKILL. `lost`: the
connection is gone and the program hears of it, once. Both also strike after a commit that did happen.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

Kind = Literal["killed", "lost"]
KINDS: tuple[Kind, ...] = ("killed", "lost")
# The suite strikes at every fourth step, and with the other kind at those between; FAULT_STRIDE=1 at all.
STRIDE = int(os.environ.get("FAULT_STRIDE", "4"))
# More steps than anything here takes: a run that never ends is a finding too.
MOST = 200
AFTER_COMMIT = "after COMMIT"


class Killed(BaseException):
    """The program is no more: no `except Exception` of its hears this."""


class Breaker:
    """Counts steps while it is watching; strikes at one of them."""

    def __init__(self) -> None:
        self.watching = self.dead = False
        self.steps = self.commits = 0
        self.at_commit = False  # this step is right behind a commit
        self.kind: Kind = "lost"
        self.where = "never"
        self.now: Callable[[], bool] = lambda: False

    def step(self, db: BaseDatabaseWrapper, what: str) -> None:
        if not self.watching:
            return
        self.steps += 1
        self.commits += what == AFTER_COMMIT
        self.at_commit = what == AFTER_COMMIT
        if self.dead:
            raise _killed(db)
        if self.where == "never" and self.now():
            self.where = f"{self.kind} at step {self.steps}, {what}"
            self.dead = self.kind == "killed"
            raise _killed(db) if self.dead else _lost(db)

    @contextmanager
    def armed(self, kind: Kind, at: int | Callable[[], bool]) -> Iterator[None]:
        """Strike once within the block, at that step or as soon as that is so, and be the end of it."""
        self.kind, self.steps, self.commits, self.dead, self.where = kind, 0, 0, False, "never"
        self.now = at if callable(at) else lambda: self.steps == at
        self.watching = True
        try:
            yield
        except (Killed, DatabaseError):
            pass
        except BaseExceptionGroup as group:
            if others := group.split((Killed, DatabaseError))[1]:
                raise others from group
        finally:
            self.watching = False
            connection.close()


def at_every_step(
    breaker: Breaker,
    kind: Kind,
    prepare: Callable[[], Any],
    run: Callable[[], Any],
    check: Callable[[Any], None],
) -> int:
    """Prepare, run with a strike at an early step, check; again at a later step, until a run is over before
    the strike. Answers how many steps a run takes. `check` heals first."""
    for number in range(1 + KINDS.index(kind) * STRIDE // 2, MOST, STRIDE):
        prepared = prepare()
        with breaker.armed(kind, number):
            run()
        try:
            check(prepared)
        except BaseException as found:
            found.add_note(breaker.where)
            raise
        if breaker.where == "never":
            return breaker.steps
    raise AssertionError(f"The work took more than {MOST} steps.")


def _killed(db: BaseDatabaseWrapper) -> BaseException:
    """The kernel closes what a dead program had open, and the database rolls back."""
    db.close()
    return Killed()


def _lost(db: BaseDatabaseWrapper) -> DatabaseError:
    """What the driver says; Django does not know yet. A file cannot be lost, only fail."""
    if db.vendor == "postgresql" and db.connection is not None:
        db.connection.close()
        return OperationalError("The connection was lost.")
    return OperationalError("disk I/O error")


@pytest.fixture
def breaker(monkeypatch: pytest.MonkeyPatch) -> Breaker:
    """Installed beneath every connection of every thread, and idle until it is armed."""
    breaker = Breaker()
    for name in ("execute", "executemany", "copy"):
        monkeypatch.setattr(CursorWrapper, name, _before(breaker, name), raising=False)
    monkeypatch.setattr(BaseDatabaseWrapper, "commit", _around_commit(breaker))
    return breaker


def _before(breaker: Breaker, name: str) -> Callable[..., Any]:
    real = getattr(CursorWrapper, name, None)

    def call(self: CursorWrapper, sql: Any, *args: Any, **kwargs: Any) -> Any:
        breaker.step(self.db, str(sql)[:90])
        done = real(self, sql, *args, **kwargs) if real else getattr(self.cursor, name)(sql, *args, **kwargs)
        if not self.db.in_atomic_block and not str(sql).startswith("BEGIN"):  # it was committed by itself
            breaker.step(self.db, f"after {str(sql)[:80]}")
        return done

    return call


def _around_commit(breaker: Breaker) -> Callable[[BaseDatabaseWrapper], None]:
    real = BaseDatabaseWrapper.commit

    def commit(self: BaseDatabaseWrapper) -> None:
        breaker.step(self, "COMMIT")
        real(self)
        breaker.step(self, AFTER_COMMIT)

    return commit
