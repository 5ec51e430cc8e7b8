"""Where a defined field is asked for: segments, templates, sequences. For who is about to archive it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from apps.accounts.models import Workspace
from apps.audiences.models import Segment
from apps.contacts.models import CustomField
from apps.copywriting.fields import FIELD, field_from
from apps.copywriting.models import Template
from apps.sequences.models import Version

LOOKED_AT = 500  # of each, newest first: the answer is for people, and takes one short query each


@dataclass(frozen=True, slots=True)
class Uses:
    """Names with the address of each."""

    segments: list[tuple[str, str]]
    templates: list[tuple[str, str]]
    sequences: list[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.segments or self.templates or self.sequences)


def uses(workspace: Workspace, field: CustomField) -> Uses:
    return Uses(
        list(_segments(workspace, field.key)),
        list(_templates(workspace, field.key)),
        list(dict.fromkeys(_sequences(workspace, field.key))),
    )


def _segments(workspace: Workspace, key: str) -> Iterator[tuple[str, str]]:
    for one in Segment.objects.of(workspace).order_by("-id")[:LOOKED_AT]:
        if any(part.get("field") == "attribute" and part.get("name") == key for part in _parts(one.filter)):
            yield one.name, reverse("dashboard:segment", args=[one.public_id])


def _templates(workspace: Workspace, key: str) -> Iterator[tuple[str, str]]:
    for one in Template.objects.of(workspace).order_by("-id")[:LOOKED_AT]:
        if says(one.body, key):
            yield one.name, reverse("dashboard:template_edit", args=[one.public_id])


def _sequences(workspace: Workspace, key: str) -> Iterator[tuple[str, str]]:
    """Drafts and versions, older ones too: people may still be on their way through one."""
    rows = Version.objects.of(workspace).select_related("sequence").order_by("-id")[:LOOKED_AT]
    for one in rows:
        if _asks(one.steps, key) or _asks(one.rules, key):
            yield one.sequence.name, reverse("dashboard:sequence", args=[one.sequence.public_id])


def _asks(data: Any, key: str) -> bool:
    """Whether a step waits for the attribute, asks for it, or says it in a text."""
    return any(
        part.get("attribute") == key
        or (part.get("field") == "attribute" and part.get("name") == key)
        or any(isinstance(text, str) and says(text, key) for text in part.values())
        for part in _parts(data)
    )


def says(text: str, key: str) -> bool:
    """Whether a text has the merge field of this attribute; they are read in any case."""
    folded = key.casefold()
    found = map(field_from, FIELD.finditer(text)) if "{" in text else ()
    return any(not one.is_column and one.name.casefold() == folded for one in found)


def _parts(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in it, however deep."""
    if isinstance(data, dict):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _parts(inner)
