"""The form of a template."""

from django import forms

from apps.dashboard.forms.base import Form


class TemplateForm(Form):
    name = forms.CharField(label="Name", max_length=80, error_messages={"required": "Give it a name."})
    body = forms.CharField(
        label="Text",
        max_length=1600,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="May hold merge fields: {first_name|there}.",
        error_messages={"required": "Write the text."},
    )
