"""What can go wrong, as types: catch the one that you can do something about."""

from collections.abc import Mapping
from typing import Any, ClassVar


class SendwellError(Exception):
    """Everything that this package raises."""


class SignatureError(SendwellError):
    """A webhook that is not from Sendwell, or is too old."""


class APIConnectionError(SendwellError):
    """No answer came: the name was not found, the connection was refused or cut."""


class APITimeoutError(APIConnectionError):
    """No answer came in time. A POST may have been done; the same idempotency key tells."""


class APIStatusError(SendwellError):
    """The server said no. `code` is for programs, `message` for people, `request_id` for support.

    `param` names the field that was wrong; `body` is all that was answered.
    """

    statuses: ClassVar[frozenset[int]] = frozenset()

    def __init__(self, status: int, headers: Mapping[str, str], body: Any) -> None:
        told = body.get("error") if isinstance(body, dict) else None
        error: dict[str, Any] = told if isinstance(told, dict) else {}
        self.status, self.headers, self.body = status, headers, body
        self.type: str = error.get("type") or "api_error"
        self.code: str = error.get("code") or f"http_{status}"
        self.message: str = error.get("message") or f"The server answered {status}."
        self.param: str | None = error.get("param")
        self.request_id: str | None = error.get("request_id") or headers.get("request-id")
        super().__init__(f"{self.message} ({status} {self.code}, {self.request_id or 'no request id'})")


class InvalidRequestError(APIStatusError):
    """400 and its kin: something in the request is wrong; `param` says what."""

    statuses = frozenset({400, 405, 413, 415})


class AuthenticationError(APIStatusError):
    """401: no key, a wrong one, or a revoked one."""

    statuses = frozenset({401})


class InsufficientCreditsError(APIStatusError):
    """402: nothing was sent and nothing was charged."""

    statuses = frozenset({402})


class PermissionDeniedError(APIStatusError):
    """403: the workspace is suspended."""

    statuses = frozenset({403})


class NotFoundError(APIStatusError):
    """404: there is no such thing in this workspace."""

    statuses = frozenset({404})


class ConflictError(APIStatusError):
    """409: it exists already, or is in a state that does not allow this."""

    statuses = frozenset({409})


class ComplianceError(APIStatusError):
    """422: this person may not be texted now. `next_allowed_at` is set when it is only too early or late."""

    statuses = frozenset({422})

    @property
    def next_allowed_at(self) -> str | None:
        at: str | None = self.body["error"].get("next_allowed_at") if self.body else None
        return at


class RateLimitError(APIStatusError):
    """429, after all retries."""

    statuses = frozenset({429})


class ServerError(APIStatusError):
    """5xx, after all retries."""

    statuses = frozenset(range(500, 600))


def of_status(status: int, headers: Mapping[str, str], body: Any) -> APIStatusError:
    """The error of this answer, in its own type."""
    kinds = APIStatusError.__subclasses__()
    kind = next((one for one in kinds if status in one.statuses), APIStatusError)
    return kind(status, headers, body)
