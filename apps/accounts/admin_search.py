"""Searching the admin by the shape of what was typed.

One OR over columns of several tables makes every database read the whole table. So a word that looks
like a public id is looked for as that id alone, one that looks like a phone number as a number alone, and
anything else in the remaining fields.
"""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q

from apps.common.ids import PublicIdField

MAX_WORDS = 6
PHONE = re.compile(r"\+?[0-9]{5,15}")


def condition(model: type[Model], fields: Iterable[str], text: str) -> Q:
    """Every word must be found in some field that fits its shape; a word that fits none finds nothing."""
    found = Q()
    for word in text.split()[:MAX_WORDS]:
        options = [Q(**{lookup: _value(lookup, word)}) for lookup in _fitting(model, list(fields), word)]
        found &= reduce(or_, options) if options else Q(pk__in=[])
    return found


def _fitting(model: type[Model], fields: list[str], word: str) -> list[str]:
    ids = [name for name in fields if name.endswith("public_id__exact")]
    phones = [name for name in fields if name.endswith("phone__exact")]
    if named := [name for name in ids if word.startswith(f"{_prefix(model, name)}_")]:
        return named
    if phones and PHONE.fullmatch(word):
        return phones
    return [_with_lookup(name) for name in fields if name not in (*ids, *phones)]


def _with_lookup(name: str) -> str:
    return name if name.endswith(("__exact", "__startswith")) else f"{name}__icontains"


def _value(lookup: str, word: str) -> str:
    """Numbers are kept with their plus sign, which people leave out."""
    return f"+{word.lstrip('+')}" if lookup.endswith("phone__exact") else word


def _prefix(model: type[Model], name: str) -> str:
    *path, last = name.removesuffix("__exact").split("__")
    for step in path:
        related: Any = model._meta.get_field(step).related_model
        model = related
    field = model._meta.get_field(last)
    assert isinstance(field, PublicIdField)
    return field.prefix
