"""Consent of one person, written down by hand."""

from django import forms

from apps.dashboard.forms.base import Form
from apps.dashboard.forms.contacts import CHANNELS
from apps.dashboard.wordings import HAS_CONSENT


class NewConsent(Form):
    """How they asked, where that is recorded, and the statement."""

    channel = forms.ChoiceField(label="How did they ask?", choices=list(CHANNELS.items()))
    consent_source = forms.CharField(
        label="Where is the record?",
        max_length=200,
        help_text="Such as: sign-up sheet of May 4, in the folder at the till.",
        error_messages={"required": "Say where the record of their consent is."},
    )
    has_consent = forms.BooleanField(
        label=HAS_CONSENT, error_messages={"required": "Without this statement nothing is recorded."}
    )
