"""Forms of the team page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.roles import Role
from apps.dashboard.forms.base import Form

ROLE_HELP = {
    Role.OWNER: _("everything, owners and closing too"),
    Role.ADMIN: _("team, keys, senders and settings"),
    Role.MARKETER: _("contacts, imports and sending"),
    Role.AGENT: _("answers in the inbox"),
    Role.VIEWER: _("looks, changes nothing"),
}


def role_choices() -> list[tuple[str, str]]:
    return [(role.value, f"{role.label}: {ROLE_HELP[role]}") for role in Role]


class InviteForm(Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "placeholder": "maria@example.com"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=role_choices, initial=Role.MARKETER, widget=forms.RadioSelect
    )


class RoleForm(Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
