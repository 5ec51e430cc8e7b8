"""Keys of the cast, and calls with them."""

import json
from typing import Any

from django.test import Client

from apps.accounts import actions
from apps.accounts.models import ApiKey, Workspace


def key_of(workspace: Workspace, kind: str = ApiKey.Kind.REST) -> str:
    return actions.make_key(workspace, kind, "Test")[1]


class Caller:
    """A program with a key: call("POST", "/lists", {...}). As for real: no CSRF token, a crash is a 500."""

    def __init__(self, key: str | None) -> None:
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def __call__(
        self, verb: str, path: str, body: Any = None, headers: dict[str, str] | None = None, **more: Any
    ) -> Any:
        sent: dict[str, Any] = {"content_type": "application/json", **more}
        if body is not None:
            sent["data"] = body
        return self.client.generic(verb, path, headers={**self.headers, **(headers or {})}, **_encoded(sent))


def _encoded(sent: dict[str, Any]) -> dict[str, Any]:
    data = sent.get("data", b"")
    return {**sent, "data": data if isinstance(data, bytes | str) else json.dumps(data)}
