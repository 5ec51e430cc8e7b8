"""Which mails somebody gets: one box for each kind that their role may have."""

from typing import Any

from django import forms

from apps.accounts.models import Member
from apps.accounts.notices.choosing import chosen, kinds_for
from apps.dashboard.forms.base import Form


class Notifications(Form):
    def __init__(self, data: Any, seat: Member) -> None:
        super().__init__(data, initial=chosen(seat))
        for kind in kinds_for(seat):
            self.fields[kind.name] = forms.BooleanField(
                label=str(kind.label), help_text=str(kind.help), required=False
            )
