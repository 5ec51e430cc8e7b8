"""The form by which an admin grants credits."""

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.common.encryption import new_token
from apps.credits.models import Entry

KINDS = [
    (Entry.Kind.PURCHASE, "Purchase: paid for"),
    (Entry.Kind.BONUS, "Bonus: a gift"),
    (Entry.Kind.ADJUSTMENT, "Adjustment: a correction, may be negative"),
]


def _once() -> str:
    return new_token("admin:", 12)


class GrantForm(forms.Form):
    """`once` becomes the key of the entry: the form sent twice grants once."""

    amount = forms.IntegerField(label="Credits", widget=UnfoldAdminIntegerFieldWidget)
    kind = forms.ChoiceField(choices=KINDS, widget=UnfoldAdminSelectWidget)
    reason = forms.CharField(
        max_length=200, help_text="It stands in the ledger for good.", widget=UnfoldAdminTextInputWidget
    )
    once = forms.RegexField(r"^admin:[0-9a-f]{24}$", initial=_once, widget=forms.HiddenInput)

    def refuse(self, field: str, text: str) -> None:
        self.add_error(field if field in self.fields else "amount", text)

    def granted(self) -> dict[str, Any]:
        """The arguments of ledger.grant."""
        given = self.cleaned_data
        return {
            "amount": given["amount"],
            "reason": given["reason"],
            "kind": given["kind"],
            "key": given["once"],
        }
