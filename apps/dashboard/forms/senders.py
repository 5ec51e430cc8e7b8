"""A practice number."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.dashboard.forms.base import Form
from apps.senders.models import Sender


class NewSender(Form):
    """A number on the virtual carrier. Its name is unique here, so that a form sent twice makes one."""

    label = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("Only you see it: Shop line, Practice."),
        error_messages={"required": _("Give it a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, workspace: Workspace) -> None:
        super().__init__(*args)
        self.workspace = workspace

    def clean_label(self) -> str:
        label: str = self.cleaned_data["label"]
        if Sender.objects.of(self.workspace).filter(label__iexact=label).exists():
            raise forms.ValidationError(gettext("There is a sender of this name."))
        return label


class PoolForm(Form):
    """Senders that share campaigns, under a name."""

    name = forms.CharField(
        label=_("Name of the pool"),
        max_length=80,
        error_messages={"required": _("Give it a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    senders = forms.ModelMultipleChoiceField(
        Sender.everywhere.none(),
        label=_("Senders"),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose its senders.")},
    )

    def __init__(self, *args: Any, workspace: Workspace) -> None:
        super().__init__(*args)
        self.fields["senders"].queryset = Sender.objects.of(workspace).usable()  # type: ignore[attr-defined]
