"""What every form of the dashboard does: errors at the field, and the cursor in the first wrong one."""

from copy import copy
from typing import Any

from django import forms

from apps.accounts.refusals import AlreadyMade
from apps.common.refusals import Refusal
from apps.dashboard.forms.chosen import ChosenId


class Form(forms.Form):
    """Keeps what was typed; the first field with an error gets the focus, without script."""

    def full_clean(self) -> None:
        super().full_clean()
        self._focus()

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        self._focus()

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal where it belongs: at its field when the form has that one.

        A form that was sent twice is shown with a new id: sent once more, it means another thing.
        """
        self.add_error(refusal.at if refusal.at in self.fields else None, refusal.text)
        if isinstance(refusal, AlreadyMade):
            self._choose_again()

    def _choose_again(self) -> None:
        data: Any = copy(self.data)  # what was posted cannot be changed, its copy can
        for name, field in self.fields.items():
            if isinstance(field, ChosenId):
                data[self.add_prefix(name)] = field.fresh()
        self.data = data

    def _focus(self) -> None:
        for field in self.fields.values():
            field.widget.attrs.pop("autofocus", None)
        first = next((name for name in self.fields if name in self.errors), None)
        if first:
            self.fields[first].widget.attrs["autofocus"] = True
