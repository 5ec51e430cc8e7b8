"""The public id of a row is chosen when its form is shown: a form sent twice makes one row."""

from typing import Any

from django import forms

from apps.common.ids import Maker


class ChosenId(forms.CharField):
    """A hidden field. What is not an id of this prefix is taken as none was chosen (actions see to it)."""

    widget = forms.HiddenInput

    def __init__(self, prefix: str, **kwargs: Any) -> None:
        self.fresh = Maker(prefix)
        super().__init__(required=False, max_length=40, initial=self.fresh, **kwargs)
