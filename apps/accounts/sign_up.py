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
from django.utils.translation import gettext as _

from apps.accounts import proving, team
from apps.accounts.actions import open_workspace
from apps.accounts.audit.personal import note_of_person
from apps.accounts.models import Invitation, User
from apps.accounts.refusals import InvitationSpent

SESSION_KEY = "invitation"


def carried_invitation(request: Any) -> Invitation | None:
    """The invitation whose link this visitor opened, while it can be accepted."""
    try:
        return team.open_invitation(request.session.get(SESSION_KEY, ""))
    except InvitationSpent:
        return None


# What allauth tells an account's owner of → the line of the log.
_SAFETY = {
    "account/email/password_reset": "access.password",
    "account/email/password_changed": "access.password",
    "account/email/password_set": "access.password",
    "account/email/email_changed": "access.email",
    "mfa/email/totp_activated": "access.two_step_on",
    "mfa/email/totp_deactivated": "access.two_step_off",
    "mfa/email/recovery_codes_generated": "access.codes_made",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def post_login(self, request: Any, user: User, **kwargs: Any) -> Any:
        """Behind every step of signing in, the second one too."""
        note_of_person(user, "access.signed_in", by=user)
        return super().post_login(request, user, **kwargs)

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """Called for each change to an account's safety, whether or not mails about it are sent."""
        if kind := _SAFETY.get(template_prefix):
            note_of_person(user, kind, by=user)
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def is_open_for_signup(self, request: Any) -> bool:
        return bool(settings.ACCOUNT_SIGNUP_OPEN or carried_invitation(request))

    def clean_email(self, email: str) -> str:
        """With a closed door an invitation lets in its own address and no other."""
        invitation = None if settings.ACCOUNT_SIGNUP_OPEN else carried_invitation(self.request)
        if invitation and invitation.email != email.lower():
            no = _("Your invitation was sent to %(email)s: use that address.")
            raise ValidationError(no % {"email": invitation.email})
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
    name = user.email.split("@")[0][:80].title()
    return _("%(name)s's workspace") % {"name": name}
