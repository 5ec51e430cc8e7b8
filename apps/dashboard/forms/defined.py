"""Defined fields of contacts as inputs of their kind."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from apps.common.refusals import Refusal
from apps.contacts.custom import kinds
from apps.contacts.custom_fields import CustomField

KEPT = object()  # what was not touched stays, be it of another kind
PREFIX = "custom_"


def name_of(field: CustomField) -> str:
    """What its input is called."""
    return f"{PREFIX}{field.public_id}"


def shown(field: CustomField, value: Any) -> str:
    """A value as its input holds it: one line, yes or no, an option to the letter."""
    if value in (None, ""):
        return ""
    if field.kind in ("yes_no", "choice") and field.fits(value):
        value = field.read(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())


class Typed(forms.CharField):
    """The input of one field. `was`: what it held when the page was made; unchanged is KEPT."""

    def __init__(self, field: CustomField, was: str, order: kinds.DayOrder) -> None:
        super().__init__(
            label=field.label,
            required=field.required,
            max_length=kinds.MAX_VALUE,
            widget=_widget(field, was),
            initial=was,
        )
        self.field, self.was, self.order = field, was, order

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text == self.was:
            return KEPT
        try:
            return self.field.read(text or None, self.order)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.text) from refusal


def _widget(field: CustomField, was: str) -> forms.Widget:
    if field.kind in ("yes_no", "choice"):
        return forms.Select(choices=_choices(field, was))
    if field.kind == "date" and (not was or (len(was) == 10 and field.fits(was))):
        return forms.TextInput(attrs={"type": "date"})  # any other text would not be shown by such an input
    more = {"inputmode": "decimal"} if field.kind == "number" else {}
    return forms.TextInput(attrs={"autocomplete": "off", **more})


def _choices(field: CustomField, was: str) -> list[tuple[str, str]]:
    """A value that is no option stays choosable: who saves something else does not lose it."""
    known = (
        [("yes", _("Yes")), ("no", _("No"))]
        if field.kind == "yes_no"
        else [(one, one) for one in field.options]
    )
    odd = [] if not was or was in dict(known) else [(was, _("%(value)s (as it was)") % {"value": was})]
    return [("", _("Not filled in")), *known, *odd]


def changed(typed: Mapping[str, Any], fields: list[CustomField]) -> dict[str, Any]:
    """Attribute → value of what was touched; None empties. `typed`: the cleaned data of the form."""
    told = {field.key: typed.get(name_of(field), KEPT) for field in fields}
    return {key: value for key, value in told.items() if value is not KEPT}
