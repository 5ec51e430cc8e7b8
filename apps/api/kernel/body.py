"""Reading a JSON body strictly: one object in UTF-8, each name once, no lone surrogates, no NaN."""

import json
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError

from apps.api.kernel.refusals import BadBody, BodyTooLarge, WrongContentType

BOM = b"\xef\xbb\xbf"  # PowerShell writes it


def json_object(http: HttpRequest) -> dict[str, Any]:
    """The body as an object; {} when there is none. At most DATA_UPLOAD_MAX_MEMORY_SIZE bytes (10 MB).

    Raises WrongContentType, BodyTooLarge, BadBody. Whole numbers beyond 64 bits arrive as floats.
    """
    if http.META.get("CONTENT_LENGTH", "") in ("", "0"):
        return {}
    kind = http.content_type or "application/json"
    if kind != "application/json" and not kind.endswith("+json"):
        raise WrongContentType
    written = raw(http).removeprefix(BOM)
    try:
        found = orjson.loads(written)
        # orjson is the strict one but takes the last of two equal names: {"consent": false, "consent": true}.
        json.loads(written, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as fault:
        raise BadBody from fault
    if not isinstance(found, dict):
        raise BadBody
    return found


def raw(http: HttpRequest) -> bytes:
    """The bytes that came. Raises BodyTooLarge, BadBody."""
    try:
        return http.body
    except RequestDataTooBig as fault:
        raise BodyTooLarge from fault
    except UnreadablePostError as fault:  # the caller went away in the middle
        raise BadBody from fault


def _each_once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("A name stands twice in one object.")
