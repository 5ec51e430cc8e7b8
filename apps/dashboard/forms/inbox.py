"""What is written in the inbox."""

from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId
from apps.dashboard.wordings import ASKED_FOR_THIS_TEXT
from apps.messaging.refusals import NoConsent
from apps.messaging.teamwork.models import LONGEST
from apps.senders import queries as senders
from apps.senders.models import Sender


class Mark(forms.IntegerField):
    """A hidden mark of the newest text that was shown. What is none is taken as none was sent."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int | None:
        try:
            mark: int | None = super().clean(value)
        except forms.ValidationError:
            return None
        return mark


class ReplyForm(Form):
    """An answer in a thread."""

    body = forms.CharField(
        label=_("Reply"),
        max_length=1600,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "id": "reply"}),
        error_messages={"required": _("Write something first.")},
    )
    public_id = ChosenId("msg")
    seen = Mark(required=False, min_value=0, max_value=2**62)
    is_held = False

    def hold(self, newest: int, said: str) -> None:
        """Ask, with everything that was typed; sent once more, it goes."""
        data: Any = copy(self.data)
        data["seen"] = str(newest)
        self.data, self.is_held = data, True
        self.add_error(None, said)


class NoteForm(Form):
    """A line for the team."""

    note = forms.CharField(
        label=_("Note for the team"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "id": "note"}),
        error_messages={"required": _("Write something first.")},
    )
    public_id = ChosenId("nte")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="note_%s")  # the reply's form stands on the same page


class NewMessageForm(Form):
    """One text to one number."""

    to = forms.CharField(
        label=_("To"),
        max_length=250,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=_("A phone number, however it is written."),
        error_messages={"required": _("Type a phone number.")},
    )
    body = forms.CharField(
        label=_("Message"),
        max_length=1600,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "id": "reply"}),
        error_messages={"required": _("Write a text first.")},
    )
    sender = forms.ModelChoiceField(
        Sender.everywhere.none(), required=False, empty_label=None, to_field_name="public_id", label=_("From")
    )
    attested = forms.BooleanField(
        label=_(ASKED_FOR_THIS_TEXT),
        required=False,
        help_text=_("Needed when there is no record of it here yet."),
    )
    public_id = ChosenId("msg")

    def __init__(self, data: Any = None, *, workspace: Workspace, to: str = "") -> None:
        usable = senders.usable(workspace)
        super().__init__(data, initial={"to": to, "sender": next(iter(usable), None)})
        self.fields["sender"].queryset = Sender.objects.of(workspace).usable()  # type: ignore[attr-defined]

    def refuse(self, refusal: Any) -> None:
        if isinstance(refusal, NoConsent):
            self.add_error("attested", _("%(why)s State it here, or ask them first.") % {"why": refusal.text})
        else:
            super().refuse(refusal)
