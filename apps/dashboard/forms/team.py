"""Forms of the team page."""

from django import forms

from apps.accounts.roles import Role
from apps.dashboard.forms.base import Form

ROLE_HELP = {
    Role.OWNER: "everything, owners and closing too",
    Role.ADMIN: "team, keys, senders and settings",
    Role.MARKETER: "contacts, imports and sending",
    Role.AGENT: "answers in the inbox",
    Role.VIEWER: "looks, changes nothing",
}


def role_choices() -> list[tuple[str, str]]:
    return [(role.value, f"{role.label}: {ROLE_HELP[role]}") for role in Role]


class InviteForm(Form):
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "placeholder": "maria@example.com"}),
    )
    role = forms.ChoiceField(
        label="Role", choices=role_choices, initial=Role.MARKETER, widget=forms.RadioSelect
    )


class RoleForm(Form):
    role = forms.ChoiceField(label="Role", choices=Role.choices)
