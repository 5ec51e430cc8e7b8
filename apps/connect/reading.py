"""The fields of a request, from a form or from JSON."""

from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError

MOST = 64 * 1024  # bytes of a body; a JWT and a secret have 1,000


class Unreadable(ValueError):
    """The body is no form and no JSON object, or too large."""


def fields(http: HttpRequest) -> dict[str, str]:
    """Each name once, each value text. Raises Unreadable, which says why."""
    if (http.content_type or "").endswith("json"):
        return _json(_body(http))
    if http.content_type not in (None, "", "application/x-www-form-urlencoded", "multipart/form-data"):
        raise Unreadable("Send a form or a JSON object.")
    try:
        return _form(http.POST)
    except (MultiPartParserError, RequestDataTooBig, TooManyFieldsSent, UnicodeError) as fault:
        raise Unreadable("The form cannot be read.") from fault


def _body(http: HttpRequest) -> bytes:
    try:
        raw = http.body
    except (RequestDataTooBig, OSError) as fault:
        raise Unreadable("The body is too large.") from fault
    if len(raw) > MOST:
        raise Unreadable("The body is too large.")
    return raw


def _form(sent: QueryDict) -> dict[str, str]:
    for name, values in sent.lists():
        if len(values) > 1:
            raise Unreadable(f"{name[:40]} stands twice.")
    return _plain(sent.dict())


def _json(raw: bytes) -> dict[str, str]:
    try:
        sent: Any = orjson.loads(raw or b"{}")
    except orjson.JSONDecodeError as fault:
        raise Unreadable("The body is not valid JSON.") from fault
    if not isinstance(sent, dict):
        raise Unreadable("The body is not a JSON object.")
    given = {name: value for name, value in sent.items() if value is not None}
    if wrong := [name for name, value in given.items() if not isinstance(value, str)]:
        raise Unreadable(f"{wrong[0][:40]} must be a string.")
    return _plain(given)


def _plain(given: dict[str, Any]) -> dict[str, str]:
    """A NUL byte is in no token, and no database takes it."""
    if any("\0" in value for value in given.values()):
        raise Unreadable("A value holds a NUL byte.")
    return given
