"""What is written in the inbox."""

from typing import Any

from django import forms

from apps.accounts.models import Workspace
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId
from apps.dashboard.wordings import ASKED_FOR_THIS_TEXT
from apps.messaging.refusals import NoConsent
from apps.senders import queries as senders
from apps.senders.models import Sender


class ReplyForm(Form):
    """An answer in a thread."""

    body = forms.CharField(
        label="Reply",
        max_length=1600,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "id": "reply"}),
        error_messages={"required": "Write something first."},
    )
    public_id = ChosenId("msg")


class NewMessageForm(Form):
    """One text to one number."""

    to = forms.CharField(
        label="To",
        max_length=250,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text="A phone number, however it is written.",
        error_messages={"required": "Type a phone number."},
    )
    body = forms.CharField(
        label="Message",
        max_length=1600,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "id": "reply"}),
        error_messages={"required": "Write a text first."},
    )
    sender = forms.ModelChoiceField(
        Sender.everywhere.none(), required=False, empty_label=None, to_field_name="public_id", label="From"
    )
    attested = forms.BooleanField(
        label=ASKED_FOR_THIS_TEXT, required=False, help_text="Needed when there is no record of it here yet."
    )
    public_id = ChosenId("msg")

    def __init__(self, data: Any = None, *, workspace: Workspace, to: str = "") -> None:
        usable = senders.usable(workspace)
        super().__init__(data, initial={"to": to, "sender": next(iter(usable), None)})
        self.fields["sender"].queryset = Sender.objects.of(workspace).usable()  # type: ignore[attr-defined]

    def refuse(self, refusal: Any) -> None:
        if isinstance(refusal, NoConsent):
            self.add_error("attested", f"{refusal.text} State it here, or ask them first.")
        else:
            super().refuse(refusal)
