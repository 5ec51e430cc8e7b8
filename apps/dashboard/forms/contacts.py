"""What may be typed about a contact."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.common.refusals import Refusal
from apps.contacts import fields
from apps.contacts.custom.kinds import DayOrder
from apps.contacts.models import Contact, CustomField
from apps.dashboard.forms import attributes, defined
from apps.dashboard.forms.base import Form
from apps.dashboard.wordings import HAS_CONSENT

CHANNELS = {
    "web_form": gettext_lazy("On a form on the web"),
    "checkout": gettext_lazy("At the checkout"),
    "paper": gettext_lazy("On paper"),
    "verbal": gettext_lazy("In person or on the phone"),
    "keyword": gettext_lazy("By a text to us"),
}


class Details(Form):
    """The columns of a contact, judged by the rules of contacts itself, so that all errors show at once."""

    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=250,
        help_text=gettext_lazy("However it is written: +1 415 555 0142, (415) 555-0142."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=100, required=False)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=100, required=False)
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        region: str,
        custom: Sequence[CustomField] = (),
        held: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """`custom`: the workspace's fields, in order. `held`: the attributes that the contact has now."""
        super().__init__(*args, **kwargs)
        self.region, self.custom = region, list(custom)
        for field in self.custom:
            was = self._was(defined.name_of(field), defined.shown(field, (held or {}).get(field.key)))
            self.fields[defined.name_of(field)] = defined.Typed(field, was, DayOrder.of(region))

    def _was(self, name: str, now: str) -> str:
        """What the input held when the page was made: of two who edit at once each changes their own."""
        return str(self.data.get(f"was_{name}", now))[:100_000] if self.is_bound else now

    @property
    def typed(self) -> list[tuple[Any, str]]:
        """The inputs of defined fields, each with what it held."""
        inputs = ((self[name], self.fields[name]) for name in map(defined.name_of, self.custom))
        return [(bound, field.was) for bound, field in inputs if isinstance(field, defined.Typed)]

    def clean_phone(self) -> str:
        return _judged(lambda: fields.phone(self.cleaned_data["phone"], self.region))

    def clean_email(self) -> str:
        return _judged(lambda: fields.email(self.cleaned_data["email"]))

    def details(self) -> dict[str, Any]:
        """What contacts.actions takes."""
        told = {name: self.cleaned_data[name] for name in ("first_name", "last_name", "email")}
        return {**told, "attributes": defined.changed(self.cleaned_data, self.custom)}


def _judged(value: Callable[[], str]) -> str:
    try:
        return value()
    except Refusal as refusal:
        raise forms.ValidationError(refusal.text) from refusal


class NewContact(Details):
    """A contact by hand, with the consent that there is for it."""

    into = forms.ChoiceField(
        label=gettext_lazy("Put on a list"), required=False, help_text=gettext_lazy("More can follow later.")
    )
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Separate tags with commas."),
    )
    has_consent = forms.BooleanField(label=gettext_lazy(HAS_CONSENT), required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("How did they ask?"),
        choices=list(CHANNELS.items()),
        required=False,
        help_text=gettext_lazy("Kept in the consent ledger."),
    )
    consent_source = forms.CharField(
        label=gettext_lazy("Where is the record?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Such as: sign-up sheet of May 4, in the folder at the till."),
    )

    def __init__(self, *args: Any, lists: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", _("No list")), *lists]  # type: ignore[attr-defined]

    def clean_consent_source(self) -> str:
        source: str = self.cleaned_data["consent_source"]
        if self.cleaned_data.get("has_consent") and not source:
            raise forms.ValidationError(_("Say where the record of their consent is."))
        return source

    def names(self) -> list[str]:
        """The tags."""
        return [name.strip() for name in self.cleaned_data["tags"].split(",") if name.strip()]


class EditContact(Details):
    """A contact's details, defined fields and free attributes. Only what was changed is written."""

    COLUMNS = ("phone", "first_name", "last_name", "email")
    attributes = forms.CharField(
        label=gettext_lazy("Attributes"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("One a line, as name: value. Take a line out to remove it."),
    )

    def __init__(self, *args: Any, contact: Contact, region: str, custom: Sequence[CustomField] = ()) -> None:
        super().__init__(*args, region=region, custom=custom, held=contact.attributes)
        keys = {field.key for field in custom}
        self.contact = contact
        self.free = {name: held for name, held in contact.attributes.items() if name not in keys}
        now = {name: getattr(contact, name) for name in self.COLUMNS}
        self.initial = {**now, "attributes": attributes.written(self.free)}
        self.was = {name: self._was(name, text) for name, text in self.initial.items()}
        if custom:
            self.fields["attributes"].label = _("Other attributes")
        self.fields["phone"].help_text = _("Consent belongs to a number: a new one starts without.")

    def clean_attributes(self) -> dict[str, Any]:
        keys = {field.key for field in self.custom}
        return attributes.read(self.cleaned_data["attributes"], self.free, self.was["attributes"], keys)

    def details(self) -> dict[str, Any]:
        told = super().details()
        free = {**self.cleaned_data["attributes"], **told["attributes"]}
        given = {**told, "phone": self.cleaned_data["phone"]}
        return {"attributes": free, **{name: given[name] for name in self.COLUMNS if self._touched(name)}}

    def _touched(self, name: str) -> bool:
        return str(self.data.get(name, "")).strip() != self.was[name]
