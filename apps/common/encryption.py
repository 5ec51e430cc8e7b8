"""Secrets at rest: encrypted where we must read them back, hashed where we need only recognise them."""

import base64
import hashlib
import json
import secrets
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


def new_token(prefix: str, size: int = 24) -> str:
    """A prefix and `size` random bytes in hex (24 bytes: 48 characters, 192 bits)."""
    return f"{prefix}{secrets.token_hex(size)}"


def fingerprint(secret: str) -> str:
    """SHA-256 in hex. Right for tokens of 192 random bits; passwords go through Django's hashers."""
    return hashlib.sha256(secret.encode()).hexdigest()


@lru_cache(maxsize=4)
def _vault(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in keys]
    )


def vault() -> MultiFernet:
    """FIELD_KEYS, newest first, then SECRET_KEY, so that keys can be rotated."""
    return _vault((*settings.FIELD_KEYS, settings.SECRET_KEY))


class Unreadable(ValueError):
    """A stored secret was encrypted with a key that this installation no longer has."""


class Sealed(dict[str, Any]):
    """A secret that cannot be opened. Its row can be read and listed; only who looks inside hears of it."""

    def _closed(self, *args: Any) -> Any:
        raise Unreadable("Stored with another SECRET_KEY or FIELD_KEYS; put the old key back.")

    __getitem__ = __iter__ = __len__ = __bool__ = __contains__ = _closed
    get = keys = values = items = copy = _closed


class EncryptedJSONField(models.TextField):  # type: ignore[type-arg]
    """A JSON object that lies encrypted in the database."""

    # Read by the mypy plugin: anything that JSON holds goes in and comes out.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> str:
        return vault().encrypt(json.dumps(value or {}).encode()).decode()

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        try:
            return json.loads(vault().decrypt((value or "").encode())) if value else {}
        except InvalidToken:
            return Sealed()

    def get_db_converters(self, connection: Any) -> list[Any]:
        return [self.from_db_value]


SEALED = b"gAAAA"  # how everything begins that a vault has sealed in this century


class EncryptedBytesField(models.BinaryField):  # type: ignore[type-arg]
    """Bytes that lie encrypted in the database. Those that no key opens any more are none; what was written
    before its column was of this kind is as it was."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = vault().encrypt(bytes(value)) if value else value
        return super().get_db_prep_value(sealed, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if not value or not bytes(value).startswith(SEALED):
            return value
        try:
            return vault().decrypt(bytes(value))
        except InvalidToken:
            return b""
