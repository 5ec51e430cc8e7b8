"""Things that are a name and nothing else: lists, tags, stages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.dashboard.forms.base import Form


class Name(Form):
    """A name of up to 120 characters; the room it belongs to may cut or refuse it."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give it a name.")},
    )


class ShortName(Name):
    """The same, of up to 80."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give it a name.")},
    )
