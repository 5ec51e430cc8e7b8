"""A workspace's own rules of sending: open hours, limits, the footer, the do-not-call registry."""

from collections.abc import Iterator
from datetime import time
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.common.weeks import DAYS, Window, window
from apps.dashboard.forms.base import Form

NAMES = dict(zip(DAYS, WEEKDAYS.values(), strict=True))
RULES = ("cap_per_day", "cap_per_week", "footer_days", "dnc_checked")


def clock_field(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class SendingRules(Form):
    """Days have two fields, mon_from and mon_to to sun_from and sun_to; 00:00 at the end means midnight."""

    limited = forms.BooleanField(
        label=_("Send within open hours only"),
        required=False,
        help_text=_("Outside them a text waits for the next opening. A day without hours is closed."),
    )
    cap_per_day = forms.IntegerField(label=_("In 24 hours"), required=False, min_value=1, max_value=100)
    cap_per_week = forms.IntegerField(label=_("In 7 days"), required=False, min_value=1, max_value=500)
    footer_days = forms.IntegerField(
        label=_("Days"),
        min_value=0,
        max_value=365,
        help_text=_(
            "“Reply STOP to opt out.” is added to a marketing text when none said so for so many days. "
            "0: never; your texts say it themselves."
        ),
    )
    dnc_checked = forms.BooleanField(
        label=_("Check the national do-not-call registry"),
        required=False,
        help_text=_("For marketing to US numbers. Whoever asked for your texts in writing is exempt."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in NAMES.items():
            self.fields[f"{day}_from"] = clock_field(gettext("%(day)s, from") % {"day": capfirst(name)})
            self.fields[f"{day}_to"] = clock_field(gettext("%(day)s, to") % {"day": capfirst(name)})

    @staticmethod
    def of(workspace: Workspace) -> dict[str, Any]:
        """The initial values."""
        initial: dict[str, Any] = {name: getattr(workspace, name) for name in RULES}
        for day, span in workspace.open_hours.items():
            if hours := window(span):
                initial |= {f"{day}_from": hours.start, f"{day}_to": hours.end}
        return initial | {"limited": bool(workspace.open_hours)}

    def days(self) -> Iterator[tuple[str | Promise, BoundField, BoundField]]:
        """Name of the day with its two fields."""
        return ((name, self[f"{day}_from"], self[f"{day}_to"]) for day, name in NAMES.items())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        spans = {day: span for day in DAYS if (span := self._span(day, given))}
        if given.get("limited") and not spans and not self.errors:
            self.add_error("limited", gettext("Give at least one day its hours."))
        given["open_hours"] = spans if given.get("limited") else {}
        return given

    def _span(self, day: str, given: dict[str, Any]) -> str:
        start, end = given.get(f"{day}_from"), given.get(f"{day}_to")
        if (start is None) != (end is None) and not self.errors:
            self.add_error(
                f"{day}_to" if end is None else f"{day}_from", gettext("A day has both, or neither.")
            )
        if not isinstance(start, time) or not isinstance(end, time):
            return ""
        try:
            return str(Window(start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)))
        except ValueError:
            self.add_error(f"{day}_to", gettext("It ends after it begins, on one day."))
            return ""

    def values(self) -> dict[str, Any]:
        """The settings, by the names of the workspace's columns."""
        return {name: self.cleaned_data[name] for name in (*RULES, "open_hours")}
