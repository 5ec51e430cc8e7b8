"""How allauth creates our users: closed when SIGNUP_OPEN is off, and with a workspace of their own.

Somebody who comes from an invitation carries its token in the session. The token, which only the
mail to that address told, opens a closed door, proves the address and takes the seat; an invited
address without its token is a stranger like any other.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from apps.accounts import proving, team
from apps.accounts.actions import open_workspace
from apps.accounts.models import Invitation, User
from apps.accounts.refusals import InvitationSpent

SESSION_KEY = "invitation"


def carried_invitation(request: Any) -> Invitation | None:
    """The invitation whose link this visitor opened, while it can be accepted."""
    try:
        return team.open_invitation(request.session.get(SESSION_KEY, ""))
    except InvitationSpent:
        return None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: Any) -> bool:
        return bool(settings.ACCOUNT_SIGNUP_OPEN or carried_invitation(request))

    def clean_email(self, email: str) -> str:
        """With a closed door an invitation lets in its own address and no other."""
        invitation = None if settings.ACCOUNT_SIGNUP_OPEN else carried_invitation(self.request)
        if invitation and invitation.email != email.lower():
            raise ValidationError(f"Your invitation was sent to {invitation.email}: use that address.")
        return email

    @transaction.atomic
    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        saved: User = super().save_user(request, user, form, commit)
        invitation = carried_invitation(request)
        if invitation and invitation.email == saved.email.lower():
            team.join(saved, request.session.pop(SESSION_KEY))
            self.stash_verified_email(request, saved.email)
        else:
            open_workspace(saved, _first_name(saved))
            if proving.needs_no_proof(saved):
                self.stash_verified_email(request, saved.email)
        return saved


def _first_name(user: User) -> str:
    return f"{user.email.split('@')[0][:80].title()}'s workspace"
