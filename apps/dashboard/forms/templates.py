"""The form of a template."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.dashboard.forms.base import Form


class TemplateForm(Form):
    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Give it a name.")})
    body = forms.CharField(
        label=_("Text"),
        max_length=1600,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("May hold merge fields: {first_name|there}."),
        error_messages={"required": _("Write the text.")},
    )
