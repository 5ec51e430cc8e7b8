"""One small form for each kind of step. `details()` is the step's data without its id and sides."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.dashboard import choice_ids, choices
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.sides import Sides
from apps.senders import queries as senders
from apps.sequences.reading import LONGEST

UNITS = [("days", _("days")), ("hours", _("hours")), ("minutes", _("minutes")), ("weeks", _("weeks"))]
DAYS = [(str(number), day) for number, day in WEEKDAYS_ABBR.items()]
Choices = list[tuple[str, str]]
StrOrPromise = Any  # a string, or one that is translated when it is shown


def hour(label: StrOrPromise, **more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        error_messages={"required": _("Choose a time.")},
        **more,
    )


def weekdays(label: StrOrPromise, help_text: StrOrPromise) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=DAYS, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class StepForm(Form):
    """`step` is the data of the step as it is, {} for a new one; `texts` are the texts before it."""

    kind: ClassVar[str] = ""

    def __init__(
        self, data: Any = None, *, workspace: Workspace, step: dict[str, Any], texts: Choices
    ) -> None:
        self.workspace, self.step, self.texts = workspace, step, texts
        super().__init__(data, initial=self.shown(step))
        self.offer()

    def shown(self, step: dict[str, Any]) -> dict[str, Any]:
        """The fields' values for a step's data."""
        return dict(step)

    def offer(self) -> None:
        """Fill the selects."""

    def choose(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        self.fields[name].choices = [*options]  # type: ignore[attr-defined]

    def details(self) -> dict[str, Any]:
        return {"kind": self.kind, **self.given()}

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class TextForm(StepForm):
    kind = "text"
    body = forms.CharField(
        label=_("Message"),
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST}),
        help_text=_("Fields in braces are filled for each person: {first_name|there}."),
        error_messages={"required": _("Write a text first.")},
    )
    sender = forms.ChoiceField(label=_("From"), required=False)
    refused = forms.ChoiceField(
        label=_("Whoever can never get it"),
        choices=[("skip", _("skips this step and goes on")), ("leave", _("leaves the sequence"))],
        help_text=_("Do not disturb, a number that does not work. Who opted out always leaves."),
    )

    def offer(self) -> None:
        usable = [(one.public_id, str(one)) for one in senders.usable(self.workspace)]
        self.choose("sender", [("", gettext("The default sender")), *usable])

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"].replace("\r\n", "\n")
        if not body.strip():
            raise forms.ValidationError(gettext("Write a text first."))
        return body


class WaitForForm(StepForm):
    kind = "wait_for"
    amount = forms.IntegerField(label=_("How long"), min_value=1, max_value=1_000, initial=1)
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=[
            ("days", _("days")),
            ("hours", _("hours")),
            ("minutes", _("minutes")),
            ("weeks", _("weeks")),
        ],
        help_text=_(
            "Counted from the moment the text before it has left. Days keep the hour where they are."
        ),
    )


class WaitUntilForm(StepForm):
    kind = "wait_until"
    weekdays = weekdays(_("Days"), _("None ticked: any day."))
    at = hour(_("Time"), initial="09:00", help_text=_("By the clock where they are."))

    def shown(self, step: dict[str, Any]) -> dict[str, Any]:
        return {**step, "weekdays": [str(day) for day in step.get("weekdays", [])]}

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"weekdays": [int(day) for day in given["weekdays"]], "at": f"{given['at']:%H:%M}"}


class WaitDateForm(StepForm):
    kind = "wait_date"
    attribute = forms.CharField(
        label=_("Field with the date"),
        max_length=60,
        help_text=_("A field of your contacts with dates like 2026-11-30, for example birthday."),
        error_messages={"required": _("Name the field.")},
    )
    offset = forms.IntegerField(
        label=_("Days after it"),
        min_value=-365,
        max_value=365,
        initial=0,
        help_text=_("−3 is three days before."),
    )
    at = hour(_("Time"), initial="09:00", help_text=_("By the clock where they are."))
    yearly = forms.BooleanField(label=_("Every year (a birthday)"), required=False)
    otherwise = forms.ChoiceField(
        label=_("Whoever has no such date, or a past one"),
        choices=[("go_on", _("goes on at once")), ("leave", _("leaves the sequence"))],
    )

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "at": f"{self.cleaned_data['at']:%H:%M}"}


class IfAudienceForm(Sides, StepForm):
    kind = "if_audience"
    SIDES = ("include", "exclude")

    def shown(self, step: dict[str, Any]) -> dict[str, Any]:
        return self.ticked(self.workspace, step.get("audience", {}))

    def offer(self) -> None:
        self.add_sides(self.workspace)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(f"include_{kind}") for kind in self.kinds):
            self.add_error(None, gettext("Tick at least one thing they should be in."))
        return cleaned

    def given(self) -> dict[str, Any]:
        return {"audience": self.audience(self.step.get("audience") or {})}


class IfReplyForm(StepForm):
    kind = "if_reply"
    since = forms.ChoiceField(label=_("Since"), required=False)
    words = forms.CharField(
        label=_("Only with one of these words"),
        required=False,
        max_length=600,
        help_text=_("Separated by commas, for example: yes, sure. Empty: any reply."),
    )

    def shown(self, step: dict[str, Any]) -> dict[str, Any]:
        return {**step, "words": ", ".join(step.get("words", []))}

    def offer(self) -> None:
        self.choose("since", [("", gettext("they began the sequence")), *self.texts])

    def given(self) -> dict[str, Any]:
        words = [one.strip() for one in self.cleaned_data["words"].split(",") if one.strip()]
        return {"since": self.cleaned_data["since"], "words": words}


class IfTextForm(StepForm):
    kind = "if_text"
    text = forms.ChoiceField(label=_("Which text"), error_messages={"required": _("Choose a text.")})
    became = forms.ChoiceField(
        label=_("Has it"),
        choices=[
            ("delivered", _("been delivered")),
            ("sent", _("been sent")),
            ("failed", pgettext_lazy("has it …", "failed")),
            ("replied", _("been answered")),
        ],
    )

    def offer(self) -> None:
        self.choose("text", self.texts)


class TagForm(StepForm):
    kind = "tag"
    tag = forms.ChoiceField(label=_("Tag"), error_messages={"required": _("Choose a tag.")})

    def offer(self) -> None:
        self.choose("tag", choices.tags(self.workspace))


class UntagForm(TagForm):
    kind = "untag"


class ToListForm(StepForm):
    kind = "to_list"
    list = forms.ChoiceField(label=_("List"), error_messages={"required": _("Choose a list.")})

    def offer(self) -> None:
        self.choose("list", choices.fillable(self.workspace))


class OffListForm(ToListForm):
    kind = "off_list"


class ToStageForm(StepForm):
    kind = "to_stage"
    stage = forms.ChoiceField(label=_("Stage"), error_messages={"required": _("Choose a stage.")})

    def offer(self) -> None:
        self.choose("stage", choice_ids.stages(self.workspace))


class EndForm(StepForm):
    kind = "end"


FORMS: dict[str, type[StepForm]] = {
    one.kind: one
    for one in (
        *(TextForm, WaitForForm, WaitUntilForm, WaitDateForm, IfAudienceForm, IfReplyForm, IfTextForm),
        *(TagForm, UntagForm, ToListForm, OffListForm, ToStageForm, EndForm),
    )
}
