"""Step one of a campaign: its name, whom it is for, and whom it leaves out."""

import re
from typing import Any

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
LABELS = {"lists": _("Lists"), "tags": _("Tags"), "stages": _("Stages"), "segments": _("Segments")}
MOST_TYPED = 1_000  # numbers in one text field; more belong on a list
_BETWEEN = re.compile(r"[\n\r,;]+")


class AudienceForm(Form):
    """The audience as tick boxes and typed numbers; `details()` is what campaigns.actions takes."""

    name = forms.CharField(
        label=_("Campaign name"),
        max_length=120,
        help_text=_("Only your team sees it."),
        error_messages={"required": _("Give the campaign a name.")},
    )
    everybody = forms.BooleanField(label=_("Everybody in this workspace"), required=False)
    numbers = forms.CharField(
        label=_("Single contacts"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "inputmode": "tel"}),
        help_text=_("Their phone numbers, one a line."),
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
                    label=LABELS[kind],
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
            raise forms.ValidationError(
                gettext("At most %(most)s numbers here: put more people on a list.")
                % {"most": intcomma(MOST_TYPED)}
            )
        region = self.campaign.workspace.default_region
        numbers = {one: phones.normalise(one, region) for one in typed}
        if wrong := next((one for one, number in numbers.items() if number is None), None):
            raise forms.ValidationError(gettext("“%(typed)s” is not a phone number.") % {"typed": wrong[:40]})
        rows = Contact.objects.of(self.campaign.workspace).filter(phone__in=set(numbers.values()))
        found = dict(rows.values_list("phone", "pk"))
        if stranger := next((one for one, number in numbers.items() if number not in found), None):
            raise forms.ValidationError(
                gettext("%(number)s is not among your contacts.") % {"number": stranger}
            )
        return sorted(found.values())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        asked = ("everybody", "numbers", *(f"include_{kind}" for kind in KINDS))
        if not any(cleaned.get(name) or name in self.errors for name in asked):
            self.add_error("everybody", EmptyAudience().text)  # shown above the ticks
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
