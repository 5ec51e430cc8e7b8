"""Forms of a workspace: its settings, and a new one."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.actions import NAME_LENGTH
from apps.accounts.models import Workspace
from apps.accounts.workspaces import SERVED_REGIONS
from apps.dashboard import countries
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId


def served() -> list[tuple[str, str]]:
    return [(region, countries.name(region)) for region in SERVED_REGIONS]


def zones() -> list[tuple[str, str]]:
    """Names of places, without the aliases of old systems ("EST", "Etc/GMT+5")."""
    places = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in sorted(places))]


class SettingsForm(Form):
    name = forms.CharField(label=_("Name of the workspace"), max_length=NAME_LENGTH)
    company_name = forms.CharField(
        label=_("Company name"),
        max_length=120,
        required=False,
        help_text=_("Named in the answers to STOP and HELP. Empty: the name of the workspace."),
    )
    help_text = forms.CharField(
        label=_("Answer to HELP"),
        max_length=320,
        required=False,
        help_text=_("Empty: a plain one is made. At most 320 characters."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    opt_out_scope = forms.ChoiceField(
        label=_("A STOP ends"),
        choices=Workspace.OptOutScope.choices,
        help_text=_(
            "Every sender is the safe choice; one is for numbers that people know as different things."
        ),
    )
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    default_region = forms.ChoiceField(
        label=_("Default country"),
        choices=served,
        help_text=_("Numbers without a country code are read as its."),
    )
    regions = forms.MultipleChoiceField(
        label=_("Countries that may be texted"),
        choices=served,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one country: a text to any other is refused.")},
    )

    @staticmethod
    def of(workspace: Workspace) -> dict[str, Any]:
        """The initial values."""
        return {name: getattr(workspace, name) for name in SettingsForm.base_fields}


class NewWorkspaceForm(Form):
    name = forms.CharField(
        label=_("Name of the workspace"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "placeholder": "Acme Coffee"}),
    )
    public_id = ChosenId("wsp")
