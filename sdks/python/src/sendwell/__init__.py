"""Sendwell's v1 API from Python: `Sendwell` for ordinary code, `AsyncSendwell` for asyncio.

Both speak through one core (`core`): retries, idempotency keys, errors and pages behave the same.
"""

from sendwell.async_client import AsyncSendwell
from sendwell.client import Sendwell
from sendwell.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    ComplianceError,
    ConflictError,
    InsufficientCreditsError,
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    SendwellError,
    ServerError,
    SignatureError,
)
from sendwell.version import VERSION
from sendwell.webhooks import verify

__version__ = VERSION
__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncSendwell",
    "AuthenticationError",
    "ComplianceError",
    "ConflictError",
    "InsufficientCreditsError",
    "InvalidRequestError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "Sendwell",
    "SendwellError",
    "ServerError",
    "SignatureError",
    "__version__",
    "verify",
]
