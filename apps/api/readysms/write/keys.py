"""Contract §1, keys: shown once when they are made, by their first characters ever after."""

from typing import Any

from apps.accounts.models import ApiKey
from apps.api.kernel.stamps import milliseconds


def listed(row: ApiKey) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "prefix": row.prefix,
        "created_at": milliseconds(row.created_at),
        "last_used_at": milliseconds(row.last_used_at),
    }


def made(row: ApiKey, key: str) -> dict[str, Any]:
    return {"id": row.pk, "name": row.name, "key": key, "created_at": milliseconds(row.created_at)}
