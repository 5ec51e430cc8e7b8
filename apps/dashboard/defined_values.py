"""Values of defined fields as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.contacts.models import Contact, CustomField


@dataclass(frozen=True, slots=True)
class Cell:
    """One value. `said`: in words, "" for none. `fits`: whether it is of the field's kind."""

    label: str
    said: str
    fits: bool
    is_number: bool


def cell(field: CustomField, attributes: Mapping[str, Any]) -> Cell:
    held = attributes.get(field.key)
    fits = field.fits(held)
    return Cell(field.label, _said(field, held, fits), fits, field.kind == "number")


def cells(fields: Sequence[CustomField], contact: Contact) -> list[Cell]:
    """Of every field, in order."""
    return [cell(field, contact.attributes) for field in fields]


def free(fields: Sequence[CustomField], contact: Contact) -> list[tuple[str, Any]]:
    """The attributes that no field defines."""
    keys = {field.key for field in fields}
    return [(name, held) for name, held in contact.attributes.items() if name not in keys]


def _said(field: CustomField, held: Any, fits: bool) -> str:
    if held in (None, "") or not fits:
        return "" if held is None else str(held)
    value = field.read(held)
    if field.kind == "yes_no":
        return _("Yes") if value in (True, "yes") else _("No")
    if field.kind == "date" and len(value) == 10:
        return date_format(date.fromisoformat(value), _("M j, Y"))
    return str(value)
