"""Every way in which the carrier says no: a status and {"error": {"code", "message", "field"}}."""

from collections.abc import Mapping


class Problem(Exception):
    """Raised anywhere below a handler; server.py makes the answer of it."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        field: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers
        self.error = {"code": code, "message": message, "field": field or None}


def invalid(field: str, message: str) -> Problem:
    """A value that cannot be used."""
    return Problem(400, "invalid", f"{field} {message}", field)


def throttled() -> Problem:
    """Too fast: the text was not taken, and may be offered again."""
    return Problem(429, "throttled", "Too many requests. Try again later.", headers={"Retry-After": "1"})
