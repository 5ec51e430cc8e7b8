"""What both clients share: settings, the request that goes out, and what becomes of the answer."""

import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from sendwell import errors
from sendwell.retrying import Patience
from sendwell.version import VERSION

TIMEOUT = httpx.Timeout(30.0, connect=5.0)
PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Settings:
    """base_url: the installation's address, with or without /v1."""

    api_key: str = field(repr=False)
    base_url: str
    timeout: httpx.Timeout | float
    patience: Patience

    def url(self, path: str) -> str:
        return f"{self.base_url}{path}"

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.api_key}",
            "User-Agent": f"sendwell-python/{VERSION}",
            "Accept": "application/json",
        }


def settings(
    api_key: str | None, base_url: str | None, timeout: httpx.Timeout | float, patience: Patience
) -> Settings:
    """What is not given comes from SENDWELL_API_KEY and SENDWELL_BASE_URL. Raises SendwellError."""
    key = api_key or os.environ.get("SENDWELL_API_KEY", "")
    address = base_url or os.environ.get("SENDWELL_BASE_URL", "")
    if not key or not address:
        missing = "SENDWELL_API_KEY" if not key else "SENDWELL_BASE_URL"
        raise errors.SendwellError(f"Give api_key and base_url, or set {missing}.")
    return Settings(key, address.rstrip("/").removesuffix("/v1"), timeout, patience)


@dataclass(frozen=True, slots=True)
class Ask:
    """One call, however often it is tried: the idempotency key of a POST is made once and kept."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    idempotency_key: str | None = None
    file: tuple[str, bytes] | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """For httpx's request()."""
        sent = {"params": given(self.query), "headers": self._headers()}
        if self.file is not None:
            return {**sent, "data": _fields(self.body or {}), "files": {"file": self.file}}
        return sent if self.body is None else {**sent, "json": given(self.body)}

    def _headers(self) -> dict[str, str]:
        return {"Idempotency-Key": self.idempotency_key} if self.idempotency_key else {}


def ask(
    method: str,
    path: str,
    query: Mapping[str, Any] | None = None,
    body: Mapping[str, Any] | None = None,
    idempotency_key: str | None = None,
    file: tuple[str, bytes] | None = None,
) -> Ask:
    """A POST without a key gets one of its own. `file`: name and content; the body's values go beside it."""
    key = (idempotency_key or str(uuid.uuid4())) if method == "POST" else None
    return Ask(method, path, query or {}, body, key, file)


def _fields(values: Mapping[str, Any]) -> dict[str, str]:
    """As the fields of a form: true and false in words, a list with commas."""
    return {name: _field(value) for name, value in given(values).items()}


def _field(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, list | tuple) else str(value)


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is None: not given."""
    return {name: value for name, value in values.items() if value is not None}


def settled(response: httpx.Response) -> Any:
    """The body of a good answer. Raises the error of any other."""
    try:
        body = response.json()
    except ValueError:
        body = None
    if response.is_success and body is not None:
        return body
    raise errors.of_status(response.status_code, response.headers, body)


def silence(fault: httpx.TransportError) -> errors.APIConnectionError:
    """The error for no answer."""
    kind = errors.APITimeoutError if isinstance(fault, httpx.TimeoutException) else errors.APIConnectionError
    return kind(f"{type(fault).__name__}: {fault}")
