"""Access tokens: JWTs signed with HMAC-SHA-256 under a key derived from SECRET_KEY; only we read them."""

import hashlib
import secrets
from typing import Any

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from apps.accounts.models import Connection
from apps.common import clock

ALGORITHMS = ["HS256"]
# "eyJ…" in three parts; a JWT of ours has about 300 characters.
LONGEST = 2_000


def _key() -> OctKey:
    derived = hashlib.sha256(f"connect.jwt:{settings.SECRET_KEY}".encode()).digest()
    return OctKey.import_key(derived)


def write(connection: Connection, client_id: str, seconds: int) -> str:
    """`sub` the user, `con` the connection. The row of the token decides, the signature only comes first."""
    now = int(clock.now().timestamp())
    claims = {
        "iss": settings.BASE_URL,
        "sub": str(connection.user_id),
        "client_id": client_id,
        "con": connection.public_id,
        "iat": now,
        "exp": now + seconds,
        "jti": secrets.token_hex(16),
    }
    return jwt.encode({"alg": ALGORITHMS[0], "typ": "at+jwt"}, claims, _key(), algorithms=ALGORITHMS)


def is_one(token: str) -> bool:
    """Whether it looks like a JWT at all: keys have no dots."""
    return token.startswith("eyJ") and token.count(".") == 2 and len(token) <= LONGEST


def read(token: str) -> dict[str, Any] | None:
    """The claims of a token that we signed, of whatever age; None for any other."""
    if not is_one(token):
        return None
    try:
        return dict(jwt.decode(token, _key(), algorithms=ALGORITHMS).claims)
    except (JoseError, ValueError, TypeError):  # TypeError: {"crit": 1}, before the signature is looked at
        return None
