"""Why: asked wherever a decision stands as evidence."""

from django import forms

from apps.dashboard.forms.base import Form


class Reason(Form):
    """One sentence for whoever asks later."""

    reason = forms.CharField(
        label="Why?",
        max_length=200,
        error_messages={"required": "Say why: it is kept as evidence."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
