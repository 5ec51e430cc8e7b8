"""Steps two to four of a campaign: what it says, when it goes, and that it may."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import BadTime
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId
from apps.dashboard.wordings import AUDIENCE_ASKED, TEST_AGREED
from apps.senders import queries as senders
from apps.senders.models import Pool, Sender

TYPE_ABOVE = 1_000  # people; more than that and the number is to be typed


class MessageForm(Form):
    """What it says."""

    body = forms.CharField(
        label=_("Message"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": 1600}),
        error_messages={"required": _("Write a text first.")},
    )

    def __init__(self, data: Any = None, *, campaign: Campaign) -> None:
        super().__init__(data, initial={"body": campaign.body})
        if data and data.get("do", "").startswith("template:"):
            self.fields["body"].required = False  # the template takes its place

    def details(self) -> dict[str, Any]:
        return {"body": self.cleaned_data.get("body", "")}


def _number(label: Any, most: int) -> forms.IntegerField:
    widget = forms.NumberInput({"inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=most, widget=widget)


def _froms(workspace: Workspace) -> dict[str, Sender | Pool]:
    """What it can go out from, by public id: the senders, the default first, and the pools."""
    found: list[Sender | Pool] = [*senders.usable(workspace), *senders.pools(workspace)]
    return {one.public_id: one for one in found}


def _timed(campaign: Campaign) -> dict[str, Any]:
    at = timezone.localtime(campaign.scheduled_at) if campaign.scheduled_at else None
    return {
        "when": "at" if at else "now",
        "day": at.date() if at else None,
        "hour": at.time().replace(second=0, microsecond=0) if at else None,
    }


def _paced(campaign: Campaign) -> dict[str, Any]:
    """Whole minutes are shown as such: 600 an hour are 10 a minute."""
    rate = campaign.per_hour
    unit = 60 if rate and rate % 60 == 0 else 1
    return {
        "speed": "rate" if rate else "spread" if campaign.spread_hours else "fast",
        "texts": rate // unit if rate else None,
        "unit": str(unit),
        "hours": campaign.spread_hours,
    }


def _needed(when: str, speed: str) -> dict[str, str]:
    """Fields that these choices ask for, and what is said where one is empty."""
    moment = {"day": gettext("Choose a day."), "hour": gettext("Choose a time.")}
    paces = {"rate": {"texts": gettext("How many?")}, "spread": {"hours": gettext("Over how many hours?")}}
    return {**(moment if when == "at" else {}), **paces.get(speed, {})}


class ScheduleForm(Form):
    """When it goes, how fast, and from where."""

    when = forms.ChoiceField(choices=[("now", _("Now")), ("at", _("At a time"))], widget=forms.RadioSelect)
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    hour = forms.TimeField(label=_("Time"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    sender = forms.ChoiceField(required=False)
    speed = forms.ChoiceField(
        choices=[("fast", _("As fast as it goes")), ("rate", _("At most")), ("spread", _("Spread evenly"))],
        required=False,
        widget=forms.RadioSelect,
    )
    texts = _number(_("Texts"), 60_000)
    unit = forms.ChoiceField(label=_("In a"), choices=[("60", _("minute")), ("1", _("hour"))], required=False)
    hours = _number(_("Hours"), 72)

    def __init__(self, data: Any = None, *, campaign: Campaign) -> None:
        self.campaign = campaign
        self.froms = _froms(campaign.workspace)
        super().__init__(data, initial={**_timed(campaign), **_paced(campaign), "sender": self._from_now()})
        self.fields["sender"].choices = [(key, str(one)) for key, one in self.froms.items()]  # type: ignore[attr-defined]

    def _from_now(self) -> str:
        chosen = self.campaign.pool or self.campaign.sender
        return chosen.public_id if chosen else next(iter(self.froms), "")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, missing in _needed(cleaned.get("when", ""), cleaned.get("speed", "")).items():
            if name not in self.errors and cleaned.get(name) is None:
                self.add_error(name, missing)
        return cleaned

    def clean_hour(self) -> time | None:
        """A clock that is set forward leaves an hour out; who chooses it should know."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if self.cleaned_data.get("when") == "at" and day and hour and not _exists(day, hour):
            raise forms.ValidationError(
                gettext("The clocks go forward then: there is no such time on that day.")
            )
        return hour

    def details(self) -> dict[str, Any]:
        given = self.cleaned_data
        at = None
        if given.get("when") == "at" and given.get("day") and given.get("hour"):
            at = _local(given["day"], given["hour"])
        chosen, speed = self.froms.get(given.get("sender", "")), given.get("speed")
        texts, unit = given.get("texts"), int(given.get("unit") or 1)
        return {
            "scheduled_at": at,
            "sender": chosen if isinstance(chosen, Sender) else None,
            "pool": chosen if isinstance(chosen, Pool) else None,
            "per_hour": texts * unit if speed == "rate" and texts else None,
            "spread_hours": given.get("hours") if speed == "spread" else None,
        }

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
        label=_(AUDIENCE_ASKED), error_messages={"required": _("Without this statement nothing is sent.")}
    )
    people = forms.CharField(label=_("Number of people"), required=False, max_length=20)

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
            raise forms.ValidationError(
                gettext("Type %(number)s to confirm that so many people are texted.")
                % {"number": intcomma(self.reached)}
            )
        return typed


class AttestForm(Form):
    """The statement alone."""

    attested = LaunchForm.base_fields["attested"]


class TryForm(Form):
    """One text to see it on a phone."""

    to = forms.CharField(
        label=_("Phone number"),
        max_length=250,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Type the number of a phone.")},
    )
    agreed = forms.BooleanField(
        label=_(TEST_AGREED), error_messages={"required": _("Without this statement nothing is sent.")}
    )
    public_id = ChosenId("msg")
