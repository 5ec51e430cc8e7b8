"""The forms of a defined field."""

from copy import copy
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.contacts.custom.actions import MOST_OPTIONS, Wish
from apps.contacts.models import CustomField
from apps.dashboard.forms.base import Form


class EditField(Form):
    """What may change: everything but key and kind, on which values and segments stand."""

    label = forms.CharField(
        label=_("Name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give the field a name.")},
    )
    options = forms.CharField(
        label=_("Options"),
        required=False,
        max_length=MOST_OPTIONS * 102,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Of a choice, one a line. Who has a value that is no option any more keeps it."),
    )
    required = forms.BooleanField(
        label=_("Must be filled in"),
        required=False,
        help_text=_("When somebody is entered or edited here. Files and programs may leave it out."),
    )
    is_column = forms.BooleanField(label=_("Show as a column in the table of contacts"), required=False)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput())

    def __init__(self, data: Any, field: CustomField | None = None, **kwargs: Any) -> None:
        super().__init__(data, initial=_told(field) if field else kwargs.pop("initial", {}))
        if field and field.kind != CustomField.Kind.CHOICE:
            del self.fields["options"]

    def wish(self) -> Wish:
        given = self.cleaned_data
        options = given["options"].splitlines() if "options" in given else None
        return Wish(given["label"], options, given["required"], given["is_column"])

    def when_seen(self) -> datetime | None:
        """When the field had last been changed as this page was made; None for nonsense."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None

    def look_again(self, field: CustomField) -> None:
        """The next save knows of what the other person did."""
        data: Any = copy(self.data)  # what was posted cannot be changed, its copy can
        data["seen"] = field.updated_at.isoformat()
        self.data = data


def _told(field: CustomField) -> dict[str, Any]:
    return {
        "label": field.label,
        "options": "\n".join(field.options),
        "required": field.required,
        "is_column": field.is_column,
        "seen": field.updated_at.isoformat(),
    }


class NewField(EditField):
    key = forms.CharField(
        label=_("Attribute"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "Its name in files, programs and texts. Empty: made of the name. It cannot be changed later."
        ),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=CustomField.Kind.choices)
    field_order = ("label", "key", "kind", "options", "required", "is_column")
