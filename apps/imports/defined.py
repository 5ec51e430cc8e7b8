"""Defined fields in files: which heading names one, and how ours are headed when they go out."""

from collections.abc import Iterable, Mapping

from apps.contacts.custom_fields import CustomField
from apps.imports import headings


def by_heading(fields: Iterable[CustomField]) -> Mapping[str, str]:
    """Plain heading → key: of the label, and of the key itself. A name that two have names neither."""
    named: dict[str, set[str]] = {}
    for field in fields:
        for name in {headings.plain(field.label), headings.plain(field.key)} - {""}:
            named.setdefault(name, set()).add(field.key)
    return {name: keys.pop() for name, keys in named.items() if len(keys) == 1}


def heads(fields: Iterable[CustomField], names: Iterable[str]) -> dict[str, str]:
    """Attribute → its heading in a file, fields first and in their order.

    The label, where an import would read the very same field of it; else attributes.KEY.
    """
    fields = list(fields)
    known = by_heading(fields)
    told = {
        field.key: field.label
        for field in fields
        if headings.field_of(field.label) is None and known.get(headings.plain(field.label)) == field.key
    }
    order = [*(field.key for field in fields), *names]
    return {key: told.get(key, f"attributes.{key}") for key in dict.fromkeys(order)}
