"""A number on the blacklist."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.contacts import fields
from apps.contacts.refusals import InvalidPhone
from apps.dashboard.forms.reasons import Reason


class NewSuppression(Reason):
    """Any number, whether or not there is a contact with it."""

    phone = forms.CharField(
        label=_("Phone"),
        max_length=250,
        help_text=_("However it is written: +1 415 555 0142, (415) 555-0142."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    field_order = ("phone", "reason")

    def __init__(self, *args: Any, region: str) -> None:
        super().__init__(*args)
        self.region = region

    def clean_phone(self) -> str:
        try:
            return fields.phone(self.cleaned_data["phone"], self.region)
        except InvalidPhone as refusal:
            raise forms.ValidationError(refusal.text) from refusal
