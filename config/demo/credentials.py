"""Sign-in and keys of the demo, derived from SECRET_KEY: known again without being stored."""

import hashlib
import hmac

from django.conf import settings

from apps.accounts.models import ApiKey

EMAIL = "demo@sendwell.example"
KINDS = {
    "rsms": ApiKey.Kind.REST,
    "zap": ApiKey.Kind.ZAPIER,
    "live": ApiKey.Kind.LIVE,
    "test": ApiKey.Kind.TEST,
}


def _derived(what: str, length: int) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"demo:{what}".encode(), hashlib.sha256).hexdigest()[
        :length
    ]


def password() -> str:
    """Twelve characters, easy to type from a terminal."""
    return f"demo-{_derived('password', 4)}-{_derived('password again', 4)}"


def oauth() -> tuple[str, str]:
    """Client id and secret of the demo's OAuth app."""
    return f"demo_{_derived('oauth client', 16)}", _derived("oauth secret", 64)


def key(name: str) -> str:
    """The API key of one of KINDS: its prefix and 48 hexadecimal characters."""
    return f"{KINDS[name].value}{_derived(name, 48)}"
