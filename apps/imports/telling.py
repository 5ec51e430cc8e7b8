"""What subscribers hear of an import, person by person.

The diary has one line for all of it, import.finished. These rows are written only for who asked for them (one
small query a chunk), and no sequence begins by them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from apps.events import diary
from apps.events.diary import Fact
from apps.imports.models import Import

MADE, DND, STAGED = "contact.imported", "contact.dnd_in_bulk", "contact.staged_in_bulk"


def made(held: Import, ids: Iterable[int]) -> None:
    """These contacts were made."""
    _tell(held, MADE, [Fact(MADE, "", pk, {"source": "import"}) for pk in ids])


def dnd(held: Import, ids: Iterable[int], on: bool) -> None:
    """Do-not-disturb was set for these, or lifted."""
    _tell(held, DND, [Fact(DND, "", pk, {"dnd": on}) for pk in ids])


def staged(held: Import, placed: Mapping[int, str], fresh: Collection[int]) -> None:
    """Contact → stage key. Who was made with it never stood anywhere else: that is told by `made`."""
    moved = {pk: key for pk, key in placed.items() if pk not in fresh}
    _tell(held, STAGED, [Fact(STAGED, "", pk, {"old_stage": "", "new_stage": k}) for pk, k in moved.items()])


def unstaged(held: Import, placed: Mapping[int, str]) -> None:
    """They stand nowhere again, which is shown as the first stage."""
    facts = [Fact(STAGED, "", pk, {"old_stage": key, "new_stage": ""}) for pk, key in placed.items()]
    _tell(held, STAGED, facts)


def _tell(held: Import, name: str, facts: Sequence[Fact]) -> None:
    if facts and diary.wanted(held.workspace_id, [name]):
        diary.record_many(held.workspace_id, list(facts))
