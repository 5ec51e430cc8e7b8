"""When to warn, and credits that move."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.credits.ledger import LARGEST
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId

WHOLE = {"invalid": _("Give a whole number of credits.")}
DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class Threshold(Form):
    """Credits below which the owners get a mail."""

    threshold = forms.IntegerField(
        label=_("Warn below"),
        min_value=0,
        max_value=LARGEST,
        error_messages=WHOLE,
        widget=forms.TextInput(attrs=DIGITS),
    )


class Transfer(Form):
    """Credits to one of the workspaces of the same family."""

    public_id = ChosenId("mov")
    target = forms.ChoiceField(label=_("To"), choices=())
    amount = forms.IntegerField(
        label=_("Credits"),
        min_value=1,
        max_value=LARGEST,
        error_messages=WHOLE,
        widget=forms.TextInput(attrs=DIGITS),
    )
    note = forms.CharField(label=_("What for"), max_length=120, required=False)

    def __init__(self, *args: Any, relatives: list[Workspace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._relatives = {one.public_id: one for one in relatives}
        self.fields["target"].choices = [(one.public_id, one.name) for one in relatives]  # type: ignore[attr-defined]

    def clean_target(self) -> Workspace:
        return self._relatives[self.cleaned_data["target"]]
