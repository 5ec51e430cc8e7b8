"""What django-oauth-toolkit calls for new tokens (settings.OAUTH2_PROVIDER)."""

from typing import Any

from apps.common.encryption import new_token
from apps.connect import jwt


def access(request: Any, refresh_token: bool = False) -> str:
    """A JWT for the connection that the validator found."""
    return jwt.write(request.connection, request.client.client_id, request.expires_in)


def refresh(request: Any, refresh_token: bool = False) -> str:
    """`rtk_` and 192 random bits."""
    return new_token("rtk_")
