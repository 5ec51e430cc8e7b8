"""The forms of keywords and automatic replies."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.dashboard.forms.base import Form
from apps.keywords.actions import Wish
from apps.keywords.models import Keyword
from apps.lists.models import ContactList
from apps.pipeline import actions as pipeline
from apps.pipeline.models import Stage
from apps.senders.models import Sender
from apps.sequences.models import Sequence

FIELDS = _("May hold merge fields: {first_name|there}.")
MOMENT = "%Y-%m-%dT%H:%M"


def _pick(label: Any, none: Any, help_text: Any = "") -> forms.ModelChoiceField:
    """A row of this workspace, or none; the form says of which."""
    return forms.ModelChoiceField(
        None, label=label, required=False, empty_label=none, to_field_name="public_id", help_text=help_text
    )


def _moment(label: Any, help_text: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(
        label=label,
        required=False,
        widget=widget,
        help_text=help_text,
        input_formats=[MOMENT],
        error_messages={"invalid": _("Give a day and a time.")},
    )


class KeywordForm(Form):
    """A word and what it does. Times are read and shown in the workspace's zone."""

    word = forms.CharField(
        label=_("Keyword"),
        max_length=40,
        help_text=_("People may write it in any case, with spaces, accents or a full stop."),
        error_messages={"required": _("Give the keyword.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    sender = _pick(_("Texted to"), _("Any of our numbers"))
    reply = forms.CharField(
        label=_("Reply"),
        required=False,
        max_length=1600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=FIELDS,
    )
    consent = forms.ChoiceField(
        label=_("Consent to marketing texts"), choices=Keyword.Consent.choices, widget=forms.RadioSelect
    )
    question = forms.CharField(
        label=_("Question"),
        required=False,
        max_length=320,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What we ask before the YES: who you are, and how to leave. Empty: a plain one."),
    )
    tags = forms.CharField(label=_("Tags"), required=False, max_length=600, help_text=_("Between commas."))
    into = _pick(_("List"), _("None"))
    stage = _pick(_("Pipeline stage"), _("None"))
    sequence = _pick(_("Sequence"), _("None"), _("They begin it, if it runs."))
    active_from = _moment(_("Works from"), _("In your workspace's time zone. Empty: from now on."))
    active_to = _moment(_("Works until"), _("Empty: for good."))
    is_on = forms.BooleanField(label=_("Switched on"), required=False)

    def __init__(self, data: Any = None, *, workspace: Workspace, keyword: Keyword | None = None) -> None:
        super().__init__(data, initial=_initial(keyword))
        pipeline.stages(workspace)  # a workspace without any gets its first ones
        rows = {
            "sender": Sender.objects.of(workspace),
            "into": ContactList.objects.of(workspace).filter(kind=ContactList.Kind.STATIC),
            "stage": Stage.objects.of(workspace),
            "sequence": Sequence.objects.of(workspace),
        }
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]

    def wish(self) -> Wish:
        given = dict(self.cleaned_data)
        tags = [name.strip() for name in given.pop("tags").split(",") if name.strip()]
        return Wish(tags=tags, **given)


def _initial(keyword: Keyword | None) -> dict[str, Any]:
    if keyword is None:
        return {"consent": Keyword.Consent.NONE, "is_on": True}
    plain = ("word", "reply", "consent", "question", "sender", "into", "stage", "sequence", "is_on")
    moments = {name: _local(getattr(keyword, name)) for name in ("active_from", "active_to")}
    return {**{name: getattr(keyword, name) for name in plain}, **moments, "tags": ", ".join(keyword.tags)}


def _local(at: Any) -> Any:
    return timezone.localtime(at) if at else None


class AutoReplyForm(Form):
    """An empty text is no answer."""

    away = forms.CharField(
        label=_("While we are closed"),
        required=False,
        max_length=480,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Outside of the workspace's open hours. May hold merge fields: {first_name|there}."),
    )
    otherwise = forms.CharField(
        label=_("When nothing else fits"),
        required=False,
        max_length=480,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("To a text that is no keyword, while nobody of your team talks with them."),
    )
    hours = forms.IntegerField(
        label=_("Once per person in so many hours"),
        min_value=1,
        max_value=720,
        error_messages={"required": _("Give a number of hours.")},
    )
