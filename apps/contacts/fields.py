"""What a contact's details may be: the one place where they are cleaned, for pages, files and APIs alike."""

import math
import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop as _

from apps.common import phones
from apps.common.sentences import shape
from apps.contacts.models import Contact
from apps.contacts.refusals import InvalidAttributes, InvalidEmail, InvalidPhone, InvalidStatus

COLUMNS = ("first_name", "last_name", "email")
MAX_ATTRIBUTES = 100
MAX_VALUE = 1_000
# What Django's validator lets through anyway, which takes ten times as long (an import asks a million times).
_USUAL_ADDRESS = re.compile(r"[a-z0-9_+-]{1,30}(?:\.[a-z0-9_+-]{1,30})?@[a-z0-9]{1,40}\.[a-z]{2,20}")
_NO_NUMBER = shape(_("The attribute “%(name)s” is no number that there is: %(value)s."))


def phone(raw: Any, region: str) -> str:
    """E.164, or InvalidPhone."""
    found = phones.normalise(raw, region) if isinstance(raw, str) else None
    if found is None:
        raise InvalidPhone
    return found


def text(value: Any, limit: int = 100) -> str:
    """One line without NUL, cut to `limit` characters; anything that is no text becomes text."""
    return " ".join(str("" if value is None else value).replace("\0", "").split())[:limit]


def email(value: Any) -> str:
    """Lower-cased, "" for nothing, or InvalidEmail."""
    address = text(value, 255).lower()
    if not address or _USUAL_ADDRESS.fullmatch(address):
        return address
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidEmail from error
    if len(address) > 254:
        raise InvalidEmail
    return address


def attributes(value: Any) -> dict[str, Any]:
    """Names with scalar values, at most 100 of them, 1,000 characters each; or InvalidAttributes."""
    if not isinstance(value, Mapping) or len(value) > MAX_ATTRIBUTES:
        raise InvalidAttributes
    return {key: _scalar(key, held) for name, held in value.items() if (key := text(name, 60))}


def _scalar(name: str, value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):  # no JSON, says a database, later
        raise InvalidAttributes(_NO_NUMBER % {"name": name, "value": value})
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return value.replace("\0", "")[:MAX_VALUE]
    raise InvalidAttributes


def clean(details: Mapping[str, Any]) -> dict[str, Any]:
    """The given columns and attributes, cleaned; unknown names are left out."""
    cleaned: dict[str, Any] = {}
    for name in ("first_name", "last_name"):
        if name in details:
            cleaned[name] = text(details[name])
    if "email" in details:
        cleaned["email"] = email(details["email"])
    if "attributes" in details:
        cleaned["attributes"] = attributes(details["attributes"])
    return cleaned


def standing(details: Mapping[str, Any]) -> dict[str, Any]:
    """Status and source, where given. Raises InvalidStatus."""
    given: dict[str, Any] = {}
    if "status" in details:
        given["status"] = status(details["status"])
    if "source" in details:
        given["source"] = text(details["source"], 40)
    return given


def status(value: Any) -> str:
    """One of Contact.Status, or InvalidStatus."""
    if value not in Contact.Status.values:
        raise InvalidStatus
    return str(value)
