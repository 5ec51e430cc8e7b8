"""When to warn."""

from django import forms

from apps.credits.ledger import LARGEST
from apps.dashboard.forms.base import Form


class Threshold(Form):
    """Credits below which the owners get a mail."""

    threshold = forms.IntegerField(
        label="Warn below",
        min_value=0,
        max_value=LARGEST,
        error_messages={"invalid": "Give a whole number of credits."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
