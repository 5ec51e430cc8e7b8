"""Forms of sequences: the name, the rules, who is enrolled, what is simulated, how a draft is published."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.common import clock, phones
from apps.contacts.models import Contact
from apps.dashboard import choice_ids
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId
from apps.dashboard.forms.sequence_steps import hour, weekdays
from apps.dashboard.forms.sides import Sides
from apps.sequences import rules
from apps.sequences.enrolling import LARGEST_SPREAD

TRIGGERS = {"lists": _("Lists"), "tags": _("Tags"), "stages": _("Stages")}


class NewSequence(Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Only your team sees it."),
        error_messages={"required": _("Give the sequence a name.")},
    )
    public_id = ChosenId("seq")


class RulesForm(Sides, Form):
    """All rules of a version, and the sequence's name."""

    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Give the sequence a name.")}
    )
    has_window = forms.BooleanField(label=_("Only at certain hours"), required=False)
    weekdays = weekdays(_("Days"), _("None ticked: every day."))
    start = hour(pgettext_lazy("time", "From"), required=False)
    end = hour(
        pgettext_lazy("time", "To"),
        required=False,
        help_text=_("By the clock where they are. 00:00 is midnight."),
    )
    stop_on_reply = forms.BooleanField(label=_("A reply ends it"), required=False)
    goal_is_reply = forms.BooleanField(label=_("They reply"), required=False)
    reentry = forms.ChoiceField(
        label=_("May somebody come a second time?"),
        choices=[
            ("never", _("Never")),
            ("finished", _("Whenever they have finished")),
            ("after", _("Some days after the last time")),
        ],
        widget=forms.RadioSelect,
    )
    reentry_days = forms.IntegerField(label=_("Days"), min_value=1, max_value=3_650, required=False)

    def __init__(self, data: Any = None, *, workspace: Workspace, name: str, held: rules.Rules) -> None:
        self.workspace, self.held = workspace, held
        super().__init__(data, initial={"name": name, **self._shown(held)})
        self.add_sides(workspace)
        offered = choice_ids.of(workspace)
        for part in TRIGGERS:
            self.fields[f"trigger_{part}"] = forms.MultipleChoiceField(
                label=TRIGGERS[part],
                choices=offered[part],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _shown(self, held: rules.Rules) -> dict[str, Any]:
        window = held.window
        return {
            "has_window": window is not None,
            "weekdays": [str(day) for day in window.weekdays] if window else ["0", "1", "2", "3", "4"],
            "start": window.start if window else time(9),
            "end": window.end if window else time(18),
            "stop_on_reply": held.stop_on_reply,
            "goal_is_reply": held.goal_is_reply,
            "reentry": held.reentry,
            "reentry_days": held.reentry_days,
            **self.ticked(self.workspace, held.goal.as_data()),
            **{f"trigger_{part}": list(getattr(held, part)) for part in TRIGGERS},
        }

    @property
    def triggers(self) -> list[Any]:
        return [self[f"trigger_{part}"] for part in TRIGGERS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if cleaned.get("has_window"):
            for name in ("start", "end"):
                if name not in self.errors and cleaned.get(name) is None:
                    self.add_error(name, gettext("Choose a time."))
            if start and end and end <= start and end != time.min:
                self.add_error("end", gettext("This is before the beginning."))
        if cleaned.get("reentry") == "after" and not cleaned.get("reentry_days"):
            self.add_error("reentry_days", gettext("After how many days?"))
        return cleaned

    def details(self) -> dict[str, Any]:
        """Data for rules.read."""
        given = self.cleaned_data
        window = None
        if given["has_window"]:
            days = [int(day) for day in given["weekdays"]]
            window = {"weekdays": days, "start": f"{given['start']:%H:%M}", "end": f"{given['end']:%H:%M}"}
        return {
            "window": window,
            "goal": {"audience": self._goal(), "reply": given["goal_is_reply"]},
            "stop_on_reply": given["stop_on_reply"],
            "reentry": {"mode": given["reentry"], "days": given["reentry_days"] or self.held.reentry_days},
            "triggers": {part: given[f"trigger_{part}"] for part in TRIGGERS},
        }

    def _goal(self) -> dict[str, Any]:
        """What this form cannot show (single contacts, exclusions) came through an API, and stays."""
        before = self.held.goal.as_data()
        return {**before, **self.audience(before)}


class EnrolForm(Form):
    """Who begins: a list, a tag, a stage, or single numbers; at once or over days."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    numbers = forms.CharField(
        label=_("Or single contacts"),
        required=False,
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 3, "inputmode": "tel", "spellcheck": "false"}),
        help_text=_("Their phone numbers, one a line."),
    )
    per_day = forms.IntegerField(
        label=_("Not more than so many a day"),
        required=False,
        min_value=1,
        max_value=LARGEST_SPREAD,
        help_text=_("Empty: all begin now. Otherwise the first begin now, the next tomorrow at this time."),
    )

    def __init__(self, data: Any = None, *, workspace: Workspace) -> None:
        super().__init__(data)
        self.workspace = workspace
        offered = choice_ids.of(workspace)
        groups = [(TRIGGERS[part], offered[part]) for part in TRIGGERS if offered[part]]
        self.fields["who"].choices = [("", gettext("Nobody yet")), *groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("who") and not cleaned.get("numbers", "").strip():
            self.add_error("who", gettext("Choose people, or type numbers."))
        return cleaned

    def clean_numbers(self) -> str:
        typed = self.typed()
        for one in typed:
            if phones.normalise(one, self.workspace.default_region) is None:
                raise forms.ValidationError(
                    gettext("“%(typed)s” is not a phone number.") % {"typed": one[:40]}
                )
        return str(self.cleaned_data["numbers"])

    def typed(self) -> list[str]:
        lines = self.cleaned_data["numbers"].replace(",", "\n").replace(";", "\n").splitlines()
        return [one.strip() for one in lines if one.strip()]


class SimulateForm(Form):
    """For whom, from when, and what if they answer."""

    who = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=_("Of one of your contacts. Empty: somebody in New York who has consented."),
    )
    day = forms.DateField(label=_("Beginning on"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    at = hour(pgettext_lazy("time", "At"))
    replies = forms.ChoiceField(label=_("They reply"), required=False)

    def __init__(self, data: Any = None, *, workspace: Workspace, texts: list[tuple[str, str]]) -> None:
        self.workspace = workspace
        now = timezone.localtime(clock.now())
        defaults = {"day": now.date().isoformat(), "at": f"{now:%H:%M}", "who": "", "replies": ""}
        super().__init__({**defaults, **{key: value for key, value in (data or {}).items() if value}})
        answered = [(key, gettext("an hour after %(text)s") % {"text": label}) for key, label in texts]
        self.fields["replies"].choices = [("", gettext("not at all")), *answered]  # type: ignore[attr-defined]

    def clean_who(self) -> Contact | None:
        typed = self.cleaned_data["who"].strip()
        if not typed:
            return None
        number = phones.normalise(typed, self.workspace.default_region)
        found = Contact.objects.of(self.workspace).filter(phone=number).first() if number else None
        if found is None:
            raise forms.ValidationError(
                gettext("“%(typed)s” is not among your contacts.") % {"typed": typed[:40]}
            )
        return found

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not 2020 <= day.year <= 2100:
            raise forms.ValidationError(gettext("Choose a day of these years."))
        return day

    def start(self) -> datetime:
        """The chosen moment, in the workspace's zone."""
        given = self.cleaned_data
        local = datetime.combine(given["day"], given["at"], timezone.get_current_timezone())
        return local.astimezone(UTC)
