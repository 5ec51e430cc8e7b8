"""Are these details what the registry will take? Every problem is named by its field."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from apps.common import phones
from apps.senders.registration.fields import Asked, Details

_URL = re.compile(r"https?://[^\s/$.?#][^\s]*", re.IGNORECASE)


def problems(asked: tuple[Asked, ...], details: Details) -> dict[str, str]:
    """Field → what is wrong with it; empty when all is well. A field that nobody asks for is wrong too."""
    found = dict(_problems(asked, details))
    known = {one.name for one in asked}
    return found | {name: "There is no such field." for name in details if name not in known}


def _problems(asked: tuple[Asked, ...], details: Details) -> Iterator[tuple[str, str]]:
    for one in asked:
        value = details.get(one.name)
        if value in (None, "", []):
            if one.required and one.is_asked(details):
                yield one.name, "It is required."
        elif problem := _problem(one, value):
            yield one.name, problem


def _problem(one: Asked, value: object) -> str:
    if one.shape == "yes":
        return "" if isinstance(value, bool) else "It is true or false."
    if one.shape == "list":
        return _list_problem(one, value)
    if not isinstance(value, str):
        return "It is a text."
    if one.choices and value not in one.choices:
        return f"It is one of {', '.join(one.choices)}."
    if not one.least <= len(value) <= one.most:
        return f"It has {_span(one)} characters; this has {len(value)}."
    return _shape_problem(one.shape, value)


def _list_problem(one: Asked, value: object) -> str:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        return "It is a list of texts."
    if not one.least <= len(value) <= one.most:
        return f"It has {_span(one)} entries; this has {len(value)}."
    unknown = [entry for entry in value if one.choices and entry not in one.choices]
    return f"{unknown[0]} is none of {', '.join(one.choices)}." if unknown else ""


def _span(one: Asked) -> str:
    return str(one.most) if one.least == one.most else f"{one.least} to {one.most}"


def _shape_problem(shape: str, value: str) -> str:
    if shape == "phone" and phones.normalise(value) != value:
        return "It is a number such as +14155550123."
    if shape == "url" and not _URL.fullmatch(value):
        return "It is a link that begins with https://."
    if shape == "email":
        try:
            validate_email(value)
        except ValidationError:
            return "It is an e-mail address."
    return ""
