"""Forms of the import wizard."""

from typing import Any

import phonenumbers
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import Workspace
from apps.contacts.fields import text
from apps.contacts.models import CustomField
from apps.dashboard import choices, countries
from apps.dashboard.forms.base import Form
from apps.imports import actions, headings, mapping
from apps.imports.models import Import
from apps.imports.refusals import NoConsentSource, NotAttested
from apps.lists import many as lists
from apps.lists.models import ContactList


class Upload(Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )


def regions(texted: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Countries by name, those that the workspace texts (`texted`: region codes) before the others."""
    ordered = countries.by_name()
    return [
        (_("This workspace texts"), [_coded(region) for region in ordered if region in texted]),
        (_("It does not text"), [_coded(region) for region in ordered if region not in texted]),
    ]


def _coded(region: str) -> tuple[str, str]:
    return region, f"{countries.name(region)} (+{phonenumbers.country_code_for_region(region)})"


class Plan(Form):
    """Which column is which, and by what right: one select for each column of the file."""

    default_region = forms.ChoiceField(
        label=gettext_lazy("Country"), help_text=gettext_lazy("Of numbers without a country code.")
    )
    into = forms.ChoiceField(label=gettext_lazy("Put them into the list"), required=False)
    new_list = forms.CharField(label=gettext_lazy("Or into a new list"), max_length=120, required=False)
    consent_source = forms.CharField(
        label=gettext_lazy("Where did they agree to be texted?"),
        max_length=200,
        help_text=gettext_lazy(
            "Kept with each contact's consent, for example “checkout form on our site”. "
            "A column for it outranks this."
        ),
        error_messages={"required": gettext_lazy(NoConsentSource.message)},
    )
    attested = forms.BooleanField(
        label=gettext_lazy(actions.WORDING),
        help_text=gettext_lazy(
            "Your name, the time, your address and the file's fingerprint are kept with this."
        ),
        error_messages={"required": gettext_lazy(NotAttested.message)},
    )

    def __init__(self, data: Any, upload: Import, into: str = "") -> None:
        first = {f"column_{place}": field for place, field in enumerate(upload.mapping)}
        super().__init__(data, initial={"default_region": upload.default_region, "into": into, **first})
        self.upload = upload
        self.fields["default_region"].choices = regions(upload.workspace.regions)  # type: ignore[attr-defined]
        self.fields["into"].choices = [("", _("No list")), *choices.fillable(upload.workspace)]  # type: ignore[attr-defined]
        columns: list[str] = upload.dialect["columns"]
        own = [(f"{mapping.ATTRIBUTE}{one.key}", one.label) for one in _fields(upload)]
        for place, name in enumerate(columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=_("Field of column %(name)s") % {"name": name},
                required=False,
                choices=_offers(name, upload.mapping[place], own),
                widget=forms.Select(attrs={"class": "input input-sm input-fit"}),
            )

    @property
    def columns(self) -> list[Any]:
        """The bound selects, in the order of the file."""
        return [self[f"column_{place}"] for place in range(len(self.upload.mapping))]

    @property
    def settings(self) -> list[Any]:
        """The other fields."""
        return [self[name] for name in ("default_region", "into", "new_list", "consent_source", "attested")]

    def mapping(self) -> mapping.Mapping:
        """As chosen so far, whatever else is wrong."""
        return [str(column.value() or "") for column in self.columns]

    def region(self) -> str:
        chosen = str(self["default_region"].value())
        return chosen if chosen in phonenumbers.SUPPORTED_REGIONS else self.upload.default_region

    def untexted(self) -> str:
        """The name of the chosen country when the workspace does not text it, else ""."""
        region = self.region()
        return "" if region in self.upload.workspace.regions else countries.name(region)

    def order(self) -> actions.Order:
        """What a valid form asks for; a new list is made."""
        given = self.cleaned_data
        return actions.Order(
            mapping=self.mapping(),
            default_region=given["default_region"],
            consent_source=given["consent_source"],
            attested=given["attested"],
            wording=_(actions.WORDING),  # as it was read
            into=_list(self.upload.workspace, given["into"], text(given["new_list"], 120)),
        )


def _fields(upload: Import) -> list[CustomField]:
    return list(CustomField.objects.of(upload.workspace_id).live())


def _offers(name: str, field: str, own: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`own`: the workspace's fields, by label."""
    key = headings.attribute_of(name)
    attribute = field if field.startswith(mapping.ATTRIBUTE) else f"{mapping.ATTRIBUTE}{key}"
    offers = [("", _("Leave out")), *((key, mapping.label(key)) for key in mapping.FIELDS), *own]
    return (
        [*offers, (attribute, _("Attribute %(name)s") % {"name": mapping.label(attribute)})]
        if key and attribute not in dict(own)
        else offers
    )


def _list(workspace: Workspace, public_id: str, new: str) -> ContactList | None:
    if new:
        return lists.named(workspace.pk, [new]).get(new)
    return ContactList.objects.of(workspace).filter(public_id=public_id).first() if public_id else None
