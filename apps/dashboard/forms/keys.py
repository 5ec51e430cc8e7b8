"""The form of a new API key."""

from django import forms

from apps.accounts.models import ApiKey
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId

KINDS = [
    (ApiKey.Kind.LIVE, "Live: the main API, sends real texts"),
    (ApiKey.Kind.TEST, "Test: the main API on the sandbox"),
    (ApiKey.Kind.REST, "ReadySMS REST"),
    (ApiKey.Kind.ZAPIER, "Zapier"),
]


class KeyForm(Form):
    name = forms.CharField(
        label="Name",
        max_length=80,
        help_text="What will hold it, so that you know which one to revoke.",
        widget=forms.TextInput(attrs={"placeholder": "Web shop", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label="Kind", choices=KINDS, initial=ApiKey.Kind.LIVE, widget=forms.RadioSelect)
    public_id = ChosenId("key")
