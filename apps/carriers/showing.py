"""What a carrier posted, for people to read: without the secrets that came along."""

import re

from apps.carriers.models import Callback

SECRET_HEADER = re.compile(r"authorization|cookie|signature|token|secret|key", re.IGNORECASE)
SECRET_PARAMETER = re.compile(
    r"\b((?:token|password|pass|secret|key|signature|api_key)=)[^&]*", re.IGNORECASE
)
DOTS = "•••"


def query(callback: Callback) -> str:
    return SECRET_PARAMETER.sub(rf"\1{DOTS}", str(callback.query or ""))


def headers(callback: Callback) -> str:
    pairs = (callback.headers or {}).items()
    return "\n".join(f"{name}: {DOTS if SECRET_HEADER.search(name) else value}" for name, value in pairs)


def body(callback: Callback) -> str:
    return SECRET_PARAMETER.sub(rf"\1{DOTS}", bytes(callback.body).decode(errors="replace"))
