"""Attributes that contacts have and nobody has defined."""

from collections import Counter
from dataclasses import dataclass

from apps.accounts.models import Workspace
from apps.contacts.custom_fields import CustomField
from apps.contacts.models import Contact

LOOKED_AT = 2_000  # contacts, newest first: a suggestion is worth 20 ms, not a walk over a million
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Found:
    """`people` of the `LOOKED_AT` newest contacts hold something under this key; `values`: some of it."""

    key: str
    people: int
    values: list[str]


def undefined(workspace: Workspace) -> list[Found]:
    """The most held first. Keys that had a field before, and whose field was archived, are among them."""
    rows = Contact.objects.of(workspace).exclude(attributes={}).order_by("-id")
    held = list(rows.values_list("attributes", flat=True)[:LOOKED_AT])
    counts = Counter(key for one in held for key, value in one.items() if value not in (None, ""))
    for key in CustomField.objects.of(workspace).live().values_list("key", flat=True):
        counts.pop(key, None)
    return [Found(key, people, _some(key, held)) for key, people in counts.most_common(SHOWN)]


def _some(key: str, held: list[dict[str, object]]) -> list[str]:
    values = dict.fromkeys(str(one[key])[:40] for one in held[:200] if one.get(key) not in (None, ""))
    return list(values)[:3]
