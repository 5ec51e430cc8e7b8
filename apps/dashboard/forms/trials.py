"""Rules to try on last month: those of the workspace, changed or not, and one that is nobody's yet."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.common.weeks import Window
from apps.compliance import rules
from apps.dashboard.forms.sending_rules import SendingRules, clock_field
from apps.dashboard.forms.workspaces import served
from apps.messaging.hindsight.wish import Wish

ALL_DAY = "00:00-00:00"


class TryRules(SendingRules):
    """`whole`: the form of the rules page, which has every field; the page of sending rules posts its own."""

    whole = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)
    regions = forms.MultipleChoiceField(
        label=_("Countries that may be texted"),
        choices=served,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.ChoiceField(label=_("Place"), required=False)
    rule_from = clock_field(_("Texts from"))
    rule_to = clock_field(_("Texts until"))
    weekend = forms.BooleanField(label=_("Closed on Saturday and Sunday"), required=False)
    rule_cap = forms.IntegerField(label=_("Texts, at most"), required=False, min_value=1, max_value=100)
    rule_hours = forms.IntegerField(label=_("In so many hours"), required=False, min_value=1, max_value=168)
    written = forms.BooleanField(
        label=_("Marketing needs consent in writing everywhere"),
        required=False,
        help_text=_("Today the US and Israel ask for that; a spoken yes is enough elsewhere."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("footer_days", "dnc_checked"):  # neither stops a text of the past
            del self.fields[name]
        self.fields["place"].choices = [("", "–"), *((one, one) for one in places())]  # type: ignore[attr-defined]

    @staticmethod
    def initially(workspace: Workspace) -> dict[str, Any]:
        """What holds today."""
        return SendingRules.of(workspace) | {"regions": workspace.regions, "whole": True}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("whole") and not given.get("regions"):
            self.add_error("regions", _("Choose at least one country: a text to any other is refused."))
        if not given.get("place"):
            return given
        start, end = given.get("rule_from"), given.get("rule_to")
        if (start is None) != (end is None) or (given.get("rule_cap") is None) != (
            given.get("rule_hours") is None
        ):
            self.add_error("place", _("Hours are both, or neither; so are the two numbers of a limit."))
        elif start is None and not given.get("rule_cap") and not given.get("weekend"):
            self.add_error("place", _("Say what the rule asks for."))
        elif start is not None and end is not None and not _is_span(start, end):
            self.add_error("rule_to", _("It ends after it begins, on one day."))
        return given

    def wish(self) -> Wish:
        """What is tried. A form without countries leaves them as they are."""
        given = self.cleaned_data
        settings = {name: given[name] for name in ("cap_per_day", "cap_per_week", "open_hours")}
        if given["whole"]:
            settings["regions"] = given["regions"]
        return Wish(settings, _rule(given) if given["place"] else {}, given["written"])


def places() -> list[str]:
    """Places for which rules are written, countries first."""
    return sorted(
        {rule.place for rule in rules.shipped()} - {rules.ANYWHERE}, key=lambda one: (len(one), one)
    )


def _is_span(start: Any, end: Any) -> bool:
    try:
        Window(start, end)
    except ValueError:
        return False
    return True


def _rule(given: Mapping[str, Any]) -> dict[str, str]:
    """As rules.read takes a written row."""
    start, end = given["rule_from"], given["rule_to"]
    hours = str(Window(start, end)) if start is not None else ALL_DAY
    weekend = "none" if given["weekend"] else hours
    cap = {"cap": str(given["rule_cap"] or ""), "cap_hours": str(given["rule_hours"] or "")}
    dates = {"since": "", "until": "", "holidays": "", "law": "tried"}
    return {"place": given["place"], "mon_fri": hours, "sat": weekend, "sun": weekend, **cap, **dates}
