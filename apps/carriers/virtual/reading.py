"""Reading requests: JSON into checked values. Raises Problem for anything that cannot be meant."""

import re
from collections.abc import Mapping
from typing import Any

import orjson

from apps.carriers.virtual.messages import Submission
from apps.carriers.virtual.problems import Problem, invalid

BODY_MOST = 1600
_PHONE = re.compile(r"\+?[1-9]\d{6,14}", re.ASCII)
_SENDER = re.compile(r"\+?[A-Za-z0-9 ._&-]{1,20}")
_REFERENCE = re.compile(r"[!-~]{1,128}")
_KEY = re.compile(r"[!-~]{1,200}")
_URL = re.compile(r"https?://[!-~]{1,2000}")


def fields(body: bytes) -> dict[str, Any]:
    """The object of a request body."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as fault:
        raise Problem(400, "not_json", f"The body is not JSON: {fault}") from fault
    if not isinstance(value, dict):
        raise Problem(400, "not_json", "The body must be a JSON object.")
    return value


def submission(given: Mapping[str, Any]) -> Submission:
    """POST /v1/messages."""
    reference = _matching(given, "reference", _REFERENCE, "must be 1 to 128 printable ASCII characters.")
    to = phone(given, "to")
    from_ = sender(given, "from")
    url = callback_url(given) if given.get("callback_url") else ""
    return Submission(reference, to, from_, text(given), url)


def phone(given: Mapping[str, Any], name: str) -> str:
    """A phone's digits, without the plus."""
    number = _matching(given, name, _PHONE, "must be a phone number with country code, such as +12125550100.")
    return number.lstrip("+")


def sender(given: Mapping[str, Any], name: str) -> str:
    """A number of ours as it was written."""
    return _matching(given, name, _SENDER, "must be a number, a short code or a name of up to 20 letters.")


def text(given: Mapping[str, Any]) -> str:
    """The body of a text."""
    body = _string(given, "body")
    if not body or len(body) > BODY_MOST or "\x00" in body:
        raise invalid("body", f"must have 1 to {BODY_MOST} characters, and no NUL.")
    return body


def callback_url(given: Mapping[str, Any]) -> str:
    """Where to post to."""
    return _matching(given, "callback_url", _URL, "must be an http or https URL.")


def api_key(authorization: str) -> str:
    """The key of an Authorization header."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() != "bearer" or not _KEY.fullmatch(given):
        raise Problem(401, "unauthorized", "Send Authorization: Bearer <api key>. Any key will do.")
    return given


def key(given: Mapping[str, Any]) -> str:
    """An API key in a body."""
    return _matching(given, "api_key", _KEY, "must be 1 to 200 printable ASCII characters.")


def limit(value: str) -> int:
    """How many to list: 1 to 1,000."""
    if not value.isdecimal() or not 1 <= int(value[:9]) <= 1000:
        raise invalid("limit", "must be a number from 1 to 1000.")
    return int(value)


def _matching(given: Mapping[str, Any], name: str, pattern: re.Pattern[str], wanted: str) -> str:
    value = _string(given, name)
    if not pattern.fullmatch(value):
        raise invalid(name, wanted)
    return value


def _string(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise invalid(name, "is missing." if value is None else "must be a string.")
    return value
