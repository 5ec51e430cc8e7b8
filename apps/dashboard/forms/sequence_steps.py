"""One small form for each kind of step. `details()` is the step's data without its id and sides."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from apps.accounts.models import Workspace
from apps.dashboard import choice_ids, choices
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.sides import Sides
from apps.senders import queries as senders
from apps.sequences.reading import LONGEST

DAYS = [(str(n), day) for n, day in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))]
Choices = list[tuple[str, str]]


def hour(label: str, **more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        error_messages={"required": "Choose a time."},
        **more,
    )


def weekdays(label: str, help_text: str) -> forms.MultipleChoiceField:
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
        label="Message",
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST}),
        help_text="Fields in braces are filled for each person: {first_name|there}.",
        error_messages={"required": "Write a text first."},
    )
    sender = forms.ChoiceField(label="From", required=False)
    refused = forms.ChoiceField(
        label="Whoever can never get it",
        choices=[("skip", "skips this step and goes on"), ("leave", "leaves the sequence")],
        help_text="Do not disturb, a number that does not work. Who opted out always leaves.",
    )

    def offer(self) -> None:
        usable = [(one.public_id, str(one)) for one in senders.usable(self.workspace)]
        self.choose("sender", [("", "The default sender"), *usable])

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"].replace("\r\n", "\n")
        if not body.strip():
            raise forms.ValidationError("Write a text first.")
        return body


class WaitForForm(StepForm):
    kind = "wait_for"
    amount = forms.IntegerField(label="How long", min_value=1, max_value=1_000, initial=1)
    unit = forms.ChoiceField(
        label="Unit",
        choices=[("days", "days"), ("hours", "hours"), ("minutes", "minutes"), ("weeks", "weeks")],
        help_text="Counted from the moment the text before it has left. Days keep the hour where they are.",
    )


class WaitUntilForm(StepForm):
    kind = "wait_until"
    weekdays = weekdays("Days", "None ticked: any day.")
    at = hour("Time", initial="09:00", help_text="By the clock where they are.")

    def shown(self, step: dict[str, Any]) -> dict[str, Any]:
        return {**step, "weekdays": [str(day) for day in step.get("weekdays", [])]}

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"weekdays": [int(day) for day in given["weekdays"]], "at": f"{given['at']:%H:%M}"}


class WaitDateForm(StepForm):
    kind = "wait_date"
    attribute = forms.CharField(
        label="Field with the date",
        max_length=60,
        help_text="A field of your contacts with dates like 2026-11-30, for example birthday.",
        error_messages={"required": "Name the field."},
    )
    offset = forms.IntegerField(
        label="Days after it", min_value=-365, max_value=365, initial=0, help_text="−3 is three days before."
    )
    at = hour("Time", initial="09:00", help_text="By the clock where they are.")
    yearly = forms.BooleanField(label="Every year (a birthday)", required=False)
    otherwise = forms.ChoiceField(
        label="Whoever has no such date, or a past one",
        choices=[("go_on", "goes on at once"), ("leave", "leaves the sequence")],
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
            self.add_error(None, "Tick at least one thing they should be in.")
        return cleaned

    def given(self) -> dict[str, Any]:
        return {"audience": self.audience(self.step.get("audience") or {})}


class IfReplyForm(StepForm):
    kind = "if_reply"
    since = forms.ChoiceField(label="Since", required=False)
    words = forms.CharField(
        label="Only with one of these words",
        required=False,
        max_length=600,
        help_text="Separated by commas, for example: yes, sure. Empty: any reply.",
    )

    def shown(self, step: dict[str, Any]) -> dict[str, Any]:
        return {**step, "words": ", ".join(step.get("words", []))}

    def offer(self) -> None:
        self.choose("since", [("", "they began the sequence"), *self.texts])

    def given(self) -> dict[str, Any]:
        words = [one.strip() for one in self.cleaned_data["words"].split(",") if one.strip()]
        return {"since": self.cleaned_data["since"], "words": words}


class IfTextForm(StepForm):
    kind = "if_text"
    text = forms.ChoiceField(label="Which text", error_messages={"required": "Choose a text."})
    became = forms.ChoiceField(
        label="Has it",
        choices=[
            ("delivered", "been delivered"),
            ("sent", "been sent"),
            ("failed", "failed"),
            ("replied", "been answered"),
        ],
    )

    def offer(self) -> None:
        self.choose("text", self.texts)


class TagForm(StepForm):
    kind = "tag"
    tag = forms.ChoiceField(label="Tag", error_messages={"required": "Choose a tag."})

    def offer(self) -> None:
        self.choose("tag", choices.tags(self.workspace))


class UntagForm(TagForm):
    kind = "untag"


class ToListForm(StepForm):
    kind = "to_list"
    list = forms.ChoiceField(label="List", error_messages={"required": "Choose a list."})

    def offer(self) -> None:
        self.choose("list", choices.fillable(self.workspace))


class OffListForm(ToListForm):
    kind = "off_list"


class ToStageForm(StepForm):
    kind = "to_stage"
    stage = forms.ChoiceField(label="Stage", error_messages={"required": "Choose a stage."})

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
