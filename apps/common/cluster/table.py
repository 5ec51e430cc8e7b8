"""The table of recurring work: which task, how often to look, and the question that says whether to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Beat:
    """One row. `task` and `due` are dotted names, so that the ground floor imports nothing above it.

    task: decorated with apps.common.alone.alone. every: seconds between two looks. due: a cheap question
    to the database, answering whether there is work now; None means always.
    """

    task: str
    every: float
    due: str | None = None

    @cached_property
    def lock(self) -> str:
        """The name that the task holds while it runs. Raises AttributeError if it is not decorated."""
        return str(import_string(self.task).lock)

    @cached_property
    def _ask(self) -> Callable[[], bool]:
        return import_string(self.due) if self.due else _always

    def is_due(self) -> bool:
        return bool(self._ask())


def _always() -> bool:
    return True


def load() -> Sequence[Beat]:
    """The rows that settings.SCHEDULE names, every dotted name in them resolved: a wrong one raises here."""
    beats: Sequence[Beat] = import_string(settings.SCHEDULE)
    for beat in beats:
        _ = (beat.lock, beat._ask)
    return beats
