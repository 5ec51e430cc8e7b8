"""The same answer again for a client that lost it: a refresh token may be shown twice within GRACE.

The answer is kept encrypted under the very token that asked, of which we have only a hash: whoever reads the
database, even with SECRET_KEY, reads no token.
"""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet

from apps.accounts.models import Connection
from apps.common import clock
from apps.common.encryption import fingerprint

# Zapier gives up on an answer after 30 s; several Zaps that refresh at once come within a second.
GRACE = timedelta(seconds=60)


def keep(connection: Connection, refresh_token: str, answer: dict[str, Any]) -> None:
    """After a rotation. It replaces the one before: a token older than the last is never answered again."""
    kept = _box(refresh_token).encrypt(json.dumps(answer).encode()).decode()
    Connection.everywhere.filter(pk=connection.pk).update(
        kept_for=fingerprint(refresh_token), kept_answer=kept, kept_at=clock.now()
    )


def again(connection: Connection, refresh_token: str) -> dict[str, Any] | None:
    """What this token was answered a moment ago, if it is the last that was rotated."""
    if connection.kept_for != fingerprint(refresh_token) or not connection.kept_at:
        return None
    if clock.now() - connection.kept_at > GRACE:
        return None
    answer: dict[str, Any] = json.loads(_box(refresh_token).decrypt(connection.kept_answer.encode()))
    return answer


def _box(refresh_token: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"kept:{refresh_token}".encode()).digest()))
