"""The second step of signing in (allauth's mfa app): its secrets are encrypted at rest, with our keys."""

import base64
import secrets

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from apps.accounts.audit.personal import note_of_person
from apps.accounts.models import User
from apps.common.encryption import vault


class TwoStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What no key opens any more is a secret that nobody knows: no code fits it, none can be guessed."""
        try:
            return vault().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()


@transaction.atomic
def forget(user: User) -> bool:
    """Sign in with the password alone again, after a lost phone; answers whether there was a second step."""
    gone, _ = Authenticator.objects.filter(user=user).delete()
    if gone:
        note_of_person(user, "access.two_step_off", after={"how": "taken away by who runs the installation"})
    return bool(gone)
