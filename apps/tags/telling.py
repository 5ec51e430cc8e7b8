"""What the diary says of tags: one line for each, with all tags that the contact had just after it."""

from collections.abc import Mapping
from typing import Any

from apps.common.among import Among
from apps.events import diary
from apps.events.diary import Fact
from apps.tags.models import Tagging

ADDED, REMOVED = "contact.tagged", "contact.untagged"
# Of imports, merges and the end of a tag: for subscribers only, and no sequence begins by them.
ADDED_IN_BULK, REMOVED_IN_BULK = "contact.tagged_in_bulk", "contact.untagged_in_bulk"


def tell(workspace_id: int, name: str, tags: Mapping[int, list[str]], actor: str) -> None:
    """Record one of the names above: contact id → tags. Call when the taggings stand as they are to stand.

    All tags are looked up only where somebody outside wants to be told: a query for each batch.
    """
    told = diary.wanted(workspace_id, [name]) if tags else set()
    if not told and name in (ADDED_IN_BULK, REMOVED_IN_BULK):
        return
    now = _now(workspace_id, tags) if told else None
    diary.record_many(
        workspace_id,
        [
            Fact(name, "", contact_id, _facts(name, many, place, now[contact_id] if now else None), actor)
            for contact_id, many in tags.items()
            for place in range(len(many))
        ],
    )


def _facts(name: str, many: list[str], place: int, now: set[str] | None) -> dict[str, Any]:
    """Of the tag at `place`: those behind it in the same verb had not been added, or removed, yet."""
    if now is None:
        return {"tag": many[place]}
    later = set(many[place + 1 :])
    then = now - later if name in (ADDED, ADDED_IN_BULK) else now | later
    return {"tag": many[place], "all_tags": sorted(then)}


def _now(workspace_id: int, contacts: Mapping[int, Any]) -> dict[int, set[str]]:
    held: dict[int, set[str]] = {pk: set() for pk in contacts}
    rows = Tagging.objects.of(workspace_id).filter(Among("contact_id", contacts))
    for pk, tag in rows.values_list("contact_id", "tag__name"):
        held[pk].add(tag)
    return held
