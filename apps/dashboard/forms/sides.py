"""An audience as tick boxes, inside any form: fields include_lists, exclude_tags and so on."""

from typing import Any, ClassVar

from django import forms

from apps.accounts.models import Workspace
from apps.dashboard.forms.audience import KINDS, LABELS


class Sides:
    """Mixed into a Form. A form with a single side says so in SIDES."""

    SIDES: ClassVar[tuple[str, ...]] = ("include",)
    kinds = KINDS
    fields: Any
    cleaned_data: dict[str, Any]

    def add_sides(self, workspace: Workspace) -> None:
        for side in self.SIDES:
            for kind, model in KINDS.items():
                self.fields[f"{side}_{kind}"] = forms.ModelMultipleChoiceField(
                    model.objects.of(workspace),  # type: ignore[attr-defined]
                    label=LABELS[kind],
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    to_field_name="public_id",
                )

    def ticked(self, workspace: Workspace, audience: dict[str, Any]) -> dict[str, Any]:
        """Initial values for an audience's data."""
        return {
            f"{side}_{kind}": model.objects.of(workspace).filter(pk__in=held[kind])  # type: ignore[attr-defined]
            for side in self.SIDES
            for kind, model in KINDS.items()
            if (held := audience.get(side) or {}).get(kind)
        }

    def audience(self, before: dict[str, Any]) -> dict[str, Any]:
        """The data of what was ticked; parts that have no boxes stay as they were `before`."""
        return {side: {**(before.get(side) or {}), **self._side(side)} for side in self.SIDES}

    def _side(self, side: str) -> dict[str, list[int]]:
        given = self.cleaned_data
        return {kind: [row.pk for row in given.get(f"{side}_{kind}") or []] for kind in KINDS}

    @property
    def picks(self) -> dict[str, list[Any]]:
        """Bound fields of each side, for the template."""
        return {side: [self[f"{side}_{kind}"] for kind in KINDS] for side in self.SIDES}  # type: ignore[index]
