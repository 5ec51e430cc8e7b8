"""What every form of the dashboard does: errors at the field, and the cursor in the first wrong one."""

from typing import Any

from django import forms

from apps.common.refusals import Refusal


class Form(forms.Form):
    """Keeps what was typed; the first field with an error gets the focus, without script."""

    def full_clean(self) -> None:
        super().full_clean()
        self._focus()

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        self._focus()

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal where it belongs: at its field when the form has that one."""
        self.add_error(refusal.at if refusal.at in self.fields else None, refusal.text)

    def _focus(self) -> None:
        for field in self.fields.values():
            field.widget.attrs.pop("autofocus", None)
        first = next((name for name in self.fields if name in self.errors), None)
        if first:
            self.fields[first].widget.attrs["autofocus"] = True
