"""Consent of one person, written down by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.dashboard.forms.base import Form
from apps.dashboard.forms.contacts import CHANNELS
from apps.dashboard.wordings import HAS_CONSENT


class NewConsent(Form):
    """How they asked, where that is recorded, and the statement."""

    channel = forms.ChoiceField(label=_("How did they ask?"), choices=list(CHANNELS.items()))
    consent_source = forms.CharField(
        label=_("Where is the record?"),
        max_length=200,
        help_text=_("Such as: sign-up sheet of May 4, in the folder at the till."),
        error_messages={"required": _("Say where the record of their consent is.")},
    )
    has_consent = forms.BooleanField(
        label=_(HAS_CONSENT), error_messages={"required": _("Without this statement nothing is recorded.")}
    )
