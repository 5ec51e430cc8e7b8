"""How allauth creates our users: closed when SIGNUP_OPEN is off, and with a workspace of their own."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction

from apps.accounts.actions import open_workspace
from apps.accounts.models import Invitation, User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: Any) -> bool:
        return bool(settings.ACCOUNT_SIGNUP_OPEN or request.session.get("invitation"))

    @transaction.atomic
    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        saved: User = super().save_user(request, user, form, commit)
        if not Invitation.everywhere.filter(email__iexact=saved.email, accepted_at=None).exists():
            open_workspace(saved, f"{saved.email.split('@')[0].title()}'s workspace")
        return saved
