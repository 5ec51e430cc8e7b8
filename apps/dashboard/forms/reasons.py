"""Why: asked wherever a decision stands as evidence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.dashboard.forms.base import Form


class Reason(Form):
    """One sentence for whoever asks later."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=200,
        error_messages={"required": _("Say why: it is kept as evidence.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
