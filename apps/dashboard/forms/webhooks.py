"""The form of a webhook."""

from collections.abc import Iterator

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.dashboard.forms.base import Form
from apps.webhooks.dialects import dialect

FORMATS = {"v1": _("v1 bodies, signed with MSVS-Signature"), "readysms": _("ReadySMS bodies")}


def choices() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every event of every dialect that is served, as "dialect:event"."""
    for name in settings.WEBHOOK_DIALECTS:
        events = dialect(name).EVENTS
        yield str(FORMATS.get(name, name)), [(f"{name}:{event}", event) for event in events]


class WebhookForm(Form):
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("It is told by POST and has ten seconds to answer with 2xx."),
        widget=forms.URLInput(attrs={"placeholder": "https://shop.example/hook", "autocomplete": "off"}),
    )
    description = forms.CharField(label=_("What it is for"), max_length=120, required=False)
    events = forms.MultipleChoiceField(
        label=_("Events"), choices=choices, widget=forms.CheckboxSelectMultiple, help_text=_("Of one format.")
    )

    def clean_events(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["events"]
        if len({one.partition(":")[0] for one in chosen}) > 1:
            raise forms.ValidationError(
                gettext("Choose events of one format; make a second webhook for the other.")
            )
        return chosen

    @property
    def dialect(self) -> str:
        return str(self.cleaned_data["events"][0].partition(":")[0])

    @property
    def names(self) -> list[str]:
        return [one.partition(":")[2] for one in self.cleaned_data["events"]]
