"""Steps two to four of a campaign: what it says, when it goes, and that it may."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from apps.campaigns.models import Campaign
from apps.campaigns.refusals import BadTime
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId
from apps.dashboard.wordings import AUDIENCE_ASKED, TEST_AGREED
from apps.senders import queries as senders
from apps.senders.models import Sender

TYPE_ABOVE = 1_000  # people; more than that and the number is to be typed


class MessageForm(Form):
    """What it says."""

    body = forms.CharField(
        label="Message",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": 1600}),
        error_messages={"required": "Write a text first."},
    )

    def __init__(self, data: Any = None, *, campaign: Campaign) -> None:
        super().__init__(data, initial={"body": campaign.body})

    def details(self) -> dict[str, Any]:
        return {"body": self.cleaned_data.get("body", "")}


class ScheduleForm(Form):
    """When it goes, and from where."""

    when = forms.ChoiceField(choices=[("now", "Now"), ("at", "At a time")], widget=forms.RadioSelect)
    day = forms.DateField(label="Day", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    hour = forms.TimeField(label="Time", required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    sender = forms.ModelChoiceField(
        Sender.everywhere.none(), required=False, empty_label=None, to_field_name="public_id"
    )

    def __init__(self, data: Any = None, *, campaign: Campaign) -> None:
        self.campaign = campaign
        at = timezone.localtime(campaign.scheduled_at) if campaign.scheduled_at else None
        usable = senders.usable(campaign.workspace)
        super().__init__(
            data,
            initial={
                "when": "at" if at else "now",
                "day": at.date() if at else None,
                "hour": at.time().replace(second=0, microsecond=0) if at else None,
                "sender": campaign.sender or next(iter(usable), None),
            },
        )
        self.fields["sender"].queryset = Sender.objects.of(campaign.workspace).usable()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("when") != "at":
            return cleaned
        for name, missing in (("day", "Choose a day."), ("hour", "Choose a time.")):
            if name not in self.errors and cleaned.get(name) is None:
                self.add_error(name, missing)
        return cleaned

    def clean_hour(self) -> time | None:
        """A clock that is set forward leaves an hour out; who chooses it should know."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if self.cleaned_data.get("when") == "at" and day and hour and not _exists(day, hour):
            raise forms.ValidationError("The clocks go forward then: there is no such time on that day.")
        return hour

    def details(self) -> dict[str, Any]:
        given = self.cleaned_data
        at = None
        if given.get("when") == "at" and given.get("day") and given.get("hour"):
            at = _local(given["day"], given["hour"])
        return {"scheduled_at": at, "sender": given.get("sender")}

    def refuse(self, refusal: Any) -> None:
        if isinstance(refusal, BadTime):
            self.add_error("day", refusal.text)
        else:
            super().refuse(refusal)


def _local(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, timezone.get_current_timezone())


def _exists(day: date, hour: time) -> bool:
    return timezone.localtime(_local(day, hour).astimezone(UTC)).time() == hour


class LaunchForm(Form):
    """The statement of consent, and for many people their number typed."""

    attested = forms.BooleanField(
        label=AUDIENCE_ASKED, error_messages={"required": "Without this statement nothing is sent."}
    )
    people = forms.CharField(label="Number of people", required=False, max_length=20)

    def __init__(self, data: Any = None, *, reached: int) -> None:
        super().__init__(data)
        self.reached = reached
        self.fields["people"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    @property
    def is_large(self) -> bool:
        return self.reached > TYPE_ABOVE

    def clean_people(self) -> str:
        typed: str = self.cleaned_data["people"]
        digits = "".join(c for c in typed if c.isdecimal() and c.isascii())
        if self.is_large and digits != str(self.reached):
            raise forms.ValidationError(f"Type {self.reached:,} to confirm that so many people are texted.")
        return typed


class AttestForm(Form):
    """The statement alone."""

    attested = LaunchForm.base_fields["attested"]


class TryForm(Form):
    """One text to see it on a phone."""

    to = forms.CharField(
        label="Phone number",
        max_length=250,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": "Type the number of a phone."},
    )
    agreed = forms.BooleanField(
        label=TEST_AGREED, error_messages={"required": "Without this statement nothing is sent."}
    )
    public_id = ChosenId("msg")
