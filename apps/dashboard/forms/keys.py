"""The form of a new API key."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import ApiKey
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId

OPENS = {
    ApiKey.Kind.REST: _("opens /sms, /contacts, /billing and /api-keys"),
    ApiKey.Kind.LIVE: _("opens /v1, for real"),
    ApiKey.Kind.TEST: _("opens /v1 of the sandbox"),
    ApiKey.Kind.ZAPIER: _("opens /zapier, for Zapier"),
}


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, f"{kind.label} – {opens}") for kind, opens in OPENS.items()]


class KeyForm(Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("What will hold it, so that you know which one to revoke."),
        widget=forms.TextInput(attrs={"placeholder": _("Web shop"), "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=kinds, initial=ApiKey.Kind.REST, widget=forms.RadioSelect
    )
    public_id = ChosenId("key")
