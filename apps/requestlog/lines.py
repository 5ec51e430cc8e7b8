"""One line before it is a row."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Line:
    """`workspace` is None while only the fingerprint of the presented key is known. Sizes in bytes."""

    workspace: int | None
    caller: str
    key_hash: str
    public_id: str
    at: datetime
    surface: str
    method: str
    path: str
    query: str
    status: int
    error: str
    param: str
    ms: int
    ip: str | None
    agent: str
    received: int
    sent: int | None
