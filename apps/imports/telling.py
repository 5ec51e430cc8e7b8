"""What subscribers hear of an import, person by person.

The diary has one line for all of it, import.finished. These rows are written only for who asked for them (one
small query a chunk, `wanted`, whose answer is given to each verb), and no sequence begins by them.
"""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence

from apps.events import diary
from apps.events.diary import Fact
from apps.imports.models import Import
from apps.tags.telling import ADDED_IN_BULK

MADE, DND, STAGED = "contact.imported", "contact.dnd_in_bulk", "contact.staged_in_bulk"


def wanted(held: Import) -> set[str]:
    """What subscribers want to hear of an import's people."""
    return diary.wanted(held.workspace_id, (MADE, DND, STAGED, ADDED_IN_BULK))


def made(held: Import, ids: Iterable[int], told: Container[str]) -> None:
    """These contacts were made."""
    if MADE in told:
        _tell(held, [Fact(MADE, "", pk, {"source": "import"}) for pk in ids])


def dnd(held: Import, ids: Iterable[int], told: Container[str], *, on: bool) -> None:
    """Do-not-disturb was set for these, or lifted."""
    if DND in told:
        _tell(held, [Fact(DND, "", pk, {"dnd": on}) for pk in ids])


def staged(held: Import, placed: Mapping[int, str], fresh: Collection[int], told: Container[str]) -> None:
    """Contact → stage key. Who was made with it never stood anywhere else: that is told by `made`."""
    if STAGED in told:
        moved = {pk: key for pk, key in placed.items() if pk not in fresh}
        _tell(held, [Fact(STAGED, "", pk, {"old_stage": "", "new_stage": k}) for pk, k in moved.items()])


def unstaged(held: Import, placed: Mapping[int, str], told: Container[str]) -> None:
    """They stand nowhere again, which is shown as the first stage."""
    if STAGED in told:
        _tell(held, [Fact(STAGED, "", pk, {"old_stage": k, "new_stage": ""}) for pk, k in placed.items()])


def _tell(held: Import, facts: Sequence[Fact]) -> None:
    diary.record_many(held.workspace_id, list(facts))
