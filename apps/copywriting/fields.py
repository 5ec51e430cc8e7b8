"""How a merge field is written, and which value of a contact it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

# A name starts with a letter and may hold what a column heading holds ("Size (EU)", vowel signs of Hindi),
# so that any column of an import can be a field, while {"a":1}, {a:1} and {1} stay text. 64 keeps it linear.
_NAME = r"[^\W\d][^{}|\"':;,=<>\n\r]{0,63}"
_FALLBACK = r"(?:\|([^{}]*))?"
FIELD = re.compile(rf"\{{\{{ ?({_NAME}){_FALLBACK}\}}\}}|\{{ ?({_NAME}){_FALLBACK}\}}")

COLUMNS = ("first_name", "last_name", "phone", "email")
_COLUMN_BY_FOLD = {column.replace("_", ""): column for column in COLUMNS}
_OWNER = re.compile(r"(contact\.)?(custom\.)?(?=.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """One merge field of a template.

    `name`: a contact column in snake case, or an attribute's key as written; `written`: the placeholder;
    `fallback`: what stands in for a missing value, None when the writer gave none.
    """

    name: str
    written: str
    fallback: str | None

    @property
    def is_column(self) -> bool:
        """Whether every contact has this field, be it empty."""
        return self.name in COLUMNS

    def value_in(self, values: Mapping[str, str]) -> str | None:
        """The contact's value, trimmed ("" when it is blank); None when the contact has no such field."""
        value = values.get(self.name)
        if value is None:
            value = _whatever_case(self.name, values)
        return None if value is None else str(value).strip()


def field_from(found: re.Match[str]) -> Field:
    """The field that a match of `FIELD` stands for."""
    name, fallback = (found[1], found[2]) if found[1] else (found[3], found[4])
    return Field(canonical(name), found[0], None if fallback is None else fallback.strip())


@lru_cache(maxsize=2048)
def canonical(written: str) -> str:
    """One name per field: `firstName`, `First Name` and `contact.first_name` are all `first_name`.

    After `custom.` the name is an attribute's key and stays as written.
    """
    owner = _OWNER.match(written.strip())
    name = written.strip()[owner.end() :] if owner else written.strip()
    if owner and owner[2]:
        return name
    return _COLUMN_BY_FOLD.get(re.sub(r"[_\- ]", "", name).lower(), name)


def _whatever_case(name: str, values: Mapping[str, str]) -> str | None:
    folded = name.casefold()
    return next((value for key, value in values.items() if key.casefold() == folded), None)
