"""What is wrong with the fields of a text: names that nobody has, and braces that never close."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache

from apps.accounts.models import Workspace
from apps.contacts.models import Contact, CustomField
from apps.copywriting.fields import COLUMNS, FIELD, field_from

LOOKED_AT = 2_000  # contacts, newest first; a name that none of them has is looked for among all
KEPT = 30  # seconds
_UNCLOSED = re.compile(r"\{\{? ?[^\W\d]\w*(?![^{}\n]*\})")


@dataclass(frozen=True, slots=True)
class Findings:
    """`unknown`: names that no column and no attribute has; `unclosed`: where a brace is left open."""

    unknown: list[str]
    unclosed: list[str]


def findings(workspace: Workspace, body: str) -> Findings:
    """Of a text as it was typed. Asks nothing of the database for a text without attributes."""
    fields = [field_from(found) for found in FIELD.finditer(body)]
    asked = list(dict.fromkeys(field.name for field in fields if not field.is_column))
    known = _known(workspace, asked) if asked else set()
    rest = FIELD.sub(" ", body)
    unclosed = [found[0] for found in _UNCLOSED.finditer(rest)]
    return Findings([name for name in asked if name.casefold() not in known], unclosed)


def _known(workspace: Workspace, asked: Sequence[str]) -> set[str]:
    """Folded names of attributes: of the newest contacts, and of anybody for names that these lack."""
    rows = Contact.objects.of(workspace).exclude(attributes={}).order_by("-id")
    newest = rows.values_list("attributes", flat=True)[:LOOKED_AT]
    known = {name.casefold() for held in newest for name in held}
    known.update(name.casefold() for name in COLUMNS)
    fields = CustomField.objects.of(workspace).live()
    known.update(name.casefold() for name in fields.values_list("key", flat=True))
    for name in asked:
        if name.casefold() not in known and _anybody_has(workspace, name):
            known.add(name.casefold())
    return known


def _anybody_has(workspace: Workspace, name: str) -> bool:
    """Reads every contact when nobody has it, so the answer is kept for a moment: it is asked at each pause
    in the typing.
    """
    key = f"field:{workspace.public_id}:{sha256(name.encode()).hexdigest()}"
    rows = Contact.objects.of(workspace).filter(attributes__has_key=name)
    return bool(cache.get_or_set(key, rows.exists, KEPT))
