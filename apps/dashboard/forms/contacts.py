"""What may be typed about a contact."""

from collections.abc import Callable
from typing import Any

from django import forms

from apps.common.refusals import Refusal
from apps.contacts import fields
from apps.contacts.models import Contact
from apps.dashboard.forms import attributes
from apps.dashboard.forms.base import Form
from apps.dashboard.wordings import HAS_CONSENT

CHANNELS = {
    "web_form": "On a form on the web",
    "checkout": "At the checkout",
    "paper": "On paper",
    "verbal": "In person or on the phone",
    "keyword": "By a text to us",
}


class Details(Form):
    """The columns of a contact, judged by the rules of contacts itself, so that all errors show at once."""

    phone = forms.CharField(
        max_length=250,
        help_text="However it is written: +1 415 555 0142, (415) 555-0142.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    first_name = forms.CharField(max_length=100, required=False)
    last_name = forms.CharField(max_length=100, required=False)
    email = forms.CharField(
        label="E-mail",
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region

    def clean_phone(self) -> str:
        return _judged(lambda: fields.phone(self.cleaned_data["phone"], self.region))

    def clean_email(self) -> str:
        return _judged(lambda: fields.email(self.cleaned_data["email"]))

    def details(self) -> dict[str, Any]:
        """What contacts.actions takes."""
        return {name: self.cleaned_data[name] for name in ("first_name", "last_name", "email")}


def _judged(value: Callable[[], str]) -> str:
    try:
        return value()
    except Refusal as refusal:
        raise forms.ValidationError(refusal.text) from refusal


class NewContact(Details):
    """A contact by hand, with the consent that there is for it."""

    into = forms.ChoiceField(label="Put on a list", required=False, help_text="More can follow later.")
    tags = forms.CharField(max_length=500, required=False, help_text="Separate tags with commas.")
    has_consent = forms.BooleanField(label=HAS_CONSENT, required=False)
    channel = forms.ChoiceField(
        label="How did they ask?",
        choices=list(CHANNELS.items()),
        required=False,
        help_text="Kept in the consent ledger.",
    )
    consent_source = forms.CharField(
        label="Where is the record?",
        max_length=200,
        required=False,
        help_text="Such as: sign-up sheet of May 4, in the folder at the till.",
    )

    def __init__(self, *args: Any, lists: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", "No list"), *lists]  # type: ignore[attr-defined]

    def clean_consent_source(self) -> str:
        source: str = self.cleaned_data["consent_source"]
        if self.cleaned_data.get("has_consent") and not source:
            raise forms.ValidationError("Say where the record of their consent is.")
        return source

    def names(self) -> list[str]:
        """The tags."""
        return [name.strip() for name in self.cleaned_data["tags"].split(",") if name.strip()]


class EditContact(Details):
    """A contact's details and free attributes."""

    attributes = forms.CharField(
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="One a line, as name: value. Take a line out to remove it.",
    )

    def __init__(self, *args: Any, contact: Contact, region: str) -> None:
        super().__init__(*args, region=region)
        self.contact = contact
        columns = ("phone", "first_name", "last_name", "email")
        self.initial = {name: getattr(contact, name) for name in columns}
        self.initial["attributes"] = attributes.written(contact.attributes)
        self.fields["phone"].help_text = "Consent belongs to a number: a new one starts without."

    def clean_attributes(self) -> dict[str, Any]:
        return attributes.read(self.cleaned_data["attributes"], self.contact.attributes)

    def details(self) -> dict[str, Any]:
        return {
            **super().details(),
            "phone": self.cleaned_data["phone"],
            "attributes": self.cleaned_data["attributes"],
        }
