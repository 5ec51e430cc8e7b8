"""The form of a new API key."""

from django import forms

from apps.accounts.models import ApiKey
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId

OPENS = {
    ApiKey.Kind.REST: "opens /sms, /contacts, /billing and /api-keys",
    ApiKey.Kind.LIVE: "opens /v1, for real",
    ApiKey.Kind.TEST: "opens /v1 of the sandbox",
    ApiKey.Kind.ZAPIER: "opens /zapier, for Zapier",
}
KINDS = [(kind, f"{kind.label} – {opens}") for kind, opens in OPENS.items()]


class KeyForm(Form):
    name = forms.CharField(
        label="Name",
        max_length=80,
        help_text="What will hold it, so that you know which one to revoke.",
        widget=forms.TextInput(attrs={"placeholder": "Web shop", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label="Kind", choices=KINDS, initial=ApiKey.Kind.REST, widget=forms.RadioSelect)
    public_id = ChosenId("key")
