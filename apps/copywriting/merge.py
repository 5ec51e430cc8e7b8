"""Merge fields: one text for everybody, rendered for each.

`{first_name}`, `{firstName}`, `{{contact.first_name}}`, `{{custom.key}}`, `{any attribute}`, and with a
fallback `{first_name|there}`. Rendering is a join of prepared pieces: no evaluation, and a value is never
read again, so braces in a contact's data stay braces.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from apps.copywriting.fields import FIELD, Field, field_from
from apps.copywriting.gaps import join_over_gaps


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled text: plain pieces and fields in their order. `fields` holds the canonical names."""

    body: str
    pieces: tuple[str | Field, ...]
    fields: frozenset[str]

    def render(self, values: Mapping[str, str], unknown: Literal["keep", "empty"] = "keep") -> str:
        """The text for one contact; `values` holds its columns and attributes together.

        A missing or blank value gives the fallback, else nothing, and the gap is closed. A field that is
        neither a column nor among `values` and has no fallback stays as written ("keep") or gives nothing.
        """
        if not self.fields:
            return self.body
        texts = [piece if isinstance(piece, str) else _text(piece, values, unknown) for piece in self.pieces]
        return join_over_gaps(texts) if None in texts else "".join(filter(None, texts))

    def missing(self, values: Mapping[str, str]) -> list[str]:
        """Fields with neither a value for this contact nor a fallback, in order, once each."""
        fields = (piece for piece in self.pieces if isinstance(piece, Field))
        return list(
            dict.fromkeys(field.name for field in fields if not (field.value_in(values) or field.fallback))
        )


@lru_cache(maxsize=512)
def compile_template(body: str) -> Template:
    """Find the merge fields of a text once; rendering then costs about a microsecond a field."""
    pieces: list[str | Field] = []
    end = 0
    for found in FIELD.finditer(body):
        pieces += [body[end : found.start()], field_from(found)]
        end = found.end()
    pieces.append(body[end:])
    names = frozenset(piece.name for piece in pieces if isinstance(piece, Field))
    return Template(body, tuple(piece for piece in pieces if piece != ""), names)


def _text(field: Field, values: Mapping[str, str], unknown: Literal["keep", "empty"]) -> str | None:
    """What stands in the field's place; None for an empty one."""
    value = field.value_in(values)
    if value or field.fallback is not None:
        return value or field.fallback or None
    return field.written if value is None and unknown == "keep" and not field.is_column else None
