"""Verbs of defined fields. None of them touches a contact."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from apps.accounts.audit.writing import note
from apps.accounts.models import Workspace
from apps.common import clock
from apps.contacts import fields
from apps.contacts.custom_fields import CustomField
from apps.contacts.refusals import (
    FieldChanged,
    FieldExists,
    FieldWithoutName,
    OptionsMissing,
    ReservedKey,
    TooManyFields,
    UnknownKind,
)

MOST = 100  # as many as a contact carries attributes
MOST_OPTIONS = 100
COLUMNS = frozenset({"phone", "firstname", "lastname", "email"})  # as merge fields fold them


@dataclass(frozen=True, slots=True)
class Wish:
    """What a field is to be; None: as it is."""

    label: str | None = None
    options: Iterable[str] | None = None
    required: bool | None = None
    is_column: bool | None = None


def key_of(label: str) -> str:
    """ "Shoe size" is shoe_size, as the column of a file would be."""
    kept = unicodedata.normalize("NFC", label).lower()
    return re.sub(r"\W+", "_", kept).strip("_")[:60]


def options_of(given: Iterable[str]) -> list[str]:
    """Each once whatever its case, without blanks, at most 100 of 100 characters."""
    first: dict[str, str] = {}
    for one in given:
        if line := fields.text(one):
            first.setdefault(line.casefold(), line)
    return list(first.values())[:MOST_OPTIONS]


@transaction.atomic
def add(workspace: Workspace, kind: str, wish: Wish, *, key: str = "") -> CustomField:
    """A field at the end. One that was archived under this key comes back as what is asked for now.

    Raises FieldWithoutName, ReservedKey, UnknownKind, OptionsMissing, FieldExists, TooManyFields.
    """
    if kind not in CustomField.Kind.values:
        raise UnknownKind
    key = _key(key, wish.label or "")
    rows = CustomField.objects.of(workspace)
    row = rows.select_for_update().filter(key=key).first() or CustomField(workspace=workspace, key=key)
    if row.pk and row.archived_at is None:
        raise FieldExists(custom_field=row)
    _room(workspace)
    row.kind, row.archived_at, row.options = kind, None, []
    row.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
    _write(row, Wish(wish.label or "", wish.options or [], bool(wish.required), bool(wish.is_column)))
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:  # somebody added the same at the same moment
        raise FieldExists from error
    _note(row, "setting.field_added", after={"key": row.key, "kind": row.kind, **_told(row)})
    return row


def _key(key: str, label: str) -> str:
    cleaned = fields.text(key, 60) or key_of(label)
    if not fields.text(label, 80) or not cleaned:
        raise FieldWithoutName
    if re.sub(r"[_\- ]", "", cleaned).lower() in COLUMNS:
        raise ReservedKey
    return cleaned


def _room(workspace: Workspace | int) -> None:
    if CustomField.objects.of(workspace).live().count() >= MOST:
        raise TooManyFields


def _write(row: CustomField, wish: Wish) -> None:
    """Put the wish on the row (not saved). Raises FieldWithoutName, OptionsMissing."""
    if wish.label is not None:
        row.label = fields.text(wish.label, 80)
    if not row.label:
        raise FieldWithoutName
    if row.kind == CustomField.Kind.CHOICE and wish.options is not None:
        row.options = options_of(wish.options)
    if row.kind == CustomField.Kind.CHOICE and not row.options:
        raise OptionsMissing
    if wish.required is not None:
        row.required = wish.required
    if wish.is_column is not None:
        row.is_column = wish.is_column
    row.updated_at = clock.now()


@transaction.atomic
def change(field: CustomField, wish: Wish, *, seen: datetime | None = None) -> CustomField:
    """Another name, other options. `seen`: when it had last been changed for who asks.

    Values that are no option any more stay on their contacts. Raises FieldWithoutName, OptionsMissing, and
    FieldChanged when somebody else changed it after `seen`.
    """
    row = _locked(field)
    if seen is not None and row.updated_at != seen:
        raise FieldChanged(custom_field=row)
    before = _told(row)
    _write(row, wish)
    row.save()
    if (after := _told(row)) != before:
        _note(row, "setting.field_changed", before=before, after=after)
    return row


def _told(row: CustomField) -> dict[str, Any]:
    """What the audit log keeps of it."""
    options = ", ".join(row.options)
    return {"label": row.label, "options": options, "required": row.required, "is_column": row.is_column}


def _note(row: CustomField, kind: str, **values: Any) -> None:
    note(row.workspace_id, kind, row.label, row.public_id, **values)


def _locked(field: CustomField) -> CustomField:
    rows: Any = CustomField.objects.of(field.workspace_id).select_for_update()
    row: CustomField = rows.get(pk=field.pk)
    return row


@transaction.atomic
def shift(field: CustomField, by: int) -> None:
    """Move it `by` places up (negative) or down; the ends hold."""
    rows = CustomField.objects.of(field.workspace_id)
    order = list(rows.live().select_for_update())
    place = next((n for n, one in enumerate(order) if one.pk == field.pk), None)
    if place is None:
        return
    order.insert(max(0, min(place + by, len(order) - 1)), order.pop(place))
    for position, one in enumerate(order, 1):
        rows.filter(pk=one.pk).exclude(position=position).update(position=position)


@transaction.atomic
def archive(field: CustomField) -> CustomField:
    """The attribute is a free one again; its values stay on the contacts."""
    row = _locked(field)
    if row.archived_at is None:
        row.archived_at = row.updated_at = clock.now()
        row.save(update_fields=["archived_at", "updated_at"])
        _note(row, "setting.field_archived")
    return row


@transaction.atomic
def restore(field: CustomField) -> CustomField:
    """Back in use, where it stood. Raises TooManyFields."""
    row = _locked(field)
    if row.archived_at is not None:
        _room(row.workspace_id)
        row.archived_at, row.updated_at = None, clock.now()
        row.save(update_fields=["archived_at", "updated_at"])
        _note(row, "setting.field_restored")
    return row
