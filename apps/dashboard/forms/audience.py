"""Step one of a campaign: its name, whom it is for, and whom it leaves out."""

import re
from typing import Any

from django import forms

from apps.audiences.models import Segment
from apps.audiences.refusals import EmptyAudience
from apps.campaigns.models import Campaign
from apps.common import phones
from apps.contacts.models import Contact
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId
from apps.lists.models import ContactList
from apps.pipeline.models import Stage
from apps.tags.models import Tag

KINDS = {"lists": ContactList, "tags": Tag, "stages": Stage, "segments": Segment}
MOST_TYPED = 1_000  # numbers in one text field; more belong on a list
_BETWEEN = re.compile(r"[\n\r,;]+")


class AudienceForm(Form):
    """The audience as tick boxes and typed numbers; `details()` is what campaigns.actions takes."""

    name = forms.CharField(
        label="Campaign name",
        max_length=120,
        help_text="Only your team sees it.",
        error_messages={"required": "Give the campaign a name."},
    )
    everybody = forms.BooleanField(label="Everybody in this workspace", required=False)
    numbers = forms.CharField(
        label="Single contacts",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "inputmode": "tel"}),
        help_text="Their phone numbers, one a line.",
    )
    public_id = ChosenId("cmp")

    def __init__(self, data: Any = None, *, campaign: Campaign) -> None:
        self.campaign = campaign
        super().__init__(data, initial={"name": campaign.name, **self._shown(campaign)})
        for side in ("include", "exclude"):
            for kind, model in KINDS.items():
                rows = model.objects.of(campaign.workspace)  # type: ignore[attr-defined]
                self.fields[f"{side}_{kind}"] = forms.ModelMultipleChoiceField(
                    rows,
                    label=kind.capitalize(),
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    to_field_name="public_id",
                )

    def _shown(self, campaign: Campaign) -> dict[str, Any]:
        sides = {side: campaign.audience.get(side) or {} for side in ("include", "exclude")}
        chosen = {
            f"{side}_{kind}": model.objects.of(campaign.workspace).filter(pk__in=held[kind])  # type: ignore[attr-defined]
            for side, held in sides.items()
            for kind, model in KINDS.items()
            if held.get(kind)
        }
        typed = sides["include"].get("contacts", [])
        numbers = Contact.objects.of(campaign.workspace).filter(pk__in=typed[:MOST_TYPED])
        return {
            **chosen,
            "everybody": sides["include"].get("all", False),
            "numbers": "\n".join(numbers.order_by("pk").values_list("phone", flat=True)) if typed else "",
        }

    def clean_numbers(self) -> list[int]:
        """Primary keys of the contacts with these numbers."""
        typed = [one.strip() for one in _BETWEEN.split(self.cleaned_data["numbers"]) if one.strip()]
        if len(typed) > MOST_TYPED:
            raise forms.ValidationError(f"At most {MOST_TYPED:,} numbers here: put more people on a list.")
        region = self.campaign.workspace.default_region
        numbers = {one: phones.normalise(one, region) for one in typed}
        if wrong := next((one for one, number in numbers.items() if number is None), None):
            raise forms.ValidationError(f"“{wrong[:40]}” is not a phone number.")
        rows = Contact.objects.of(self.campaign.workspace).filter(phone__in=set(numbers.values()))
        found = dict(rows.values_list("phone", "pk"))
        if stranger := next((one for one, number in numbers.items() if number not in found), None):
            raise forms.ValidationError(f"{stranger} is not among your contacts.")
        return sorted(found.values())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        asked = ("everybody", "numbers", *(f"include_{kind}" for kind in KINDS))
        if not any(cleaned.get(name) or name in self.errors for name in asked):
            self.add_error("everybody", EmptyAudience.message)  # shown above the ticks
        return cleaned

    def details(self) -> dict[str, Any]:
        """Name and audience, as far as they could be read."""
        given = self.cleaned_data
        sides: dict[str, dict[str, Any]] = {
            side: {kind: [row.pk for row in given.get(f"{side}_{kind}") or []] for kind in KINDS}
            for side in ("include", "exclude")
        }
        before = (self.campaign.audience.get("include") or {}).get("contacts", [])
        sides["include"]["all"] = bool(given.get("everybody"))
        # More than the field can show came through an API, and stays.
        sides["include"]["contacts"] = before if len(before) > MOST_TYPED else given.get("numbers") or []
        return {"name": given.get("name", ""), "audience": sides}
