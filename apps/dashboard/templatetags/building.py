"""What the builder of segments asks its rows."""

from django import template

from apps.dashboard.segments import offers
from apps.dashboard.segments.rows import Row

register = template.Library()


@register.simple_tag
def asked(row: Row) -> str:
    """What a row asks: Tag, Attribute as text, Replied."""
    return offers.label(row)


@register.simple_tag
def verbs_of(row: Row) -> list[tuple[str, str]]:
    """Its verbs, as (op, words)."""
    return offers.verbs(row)


@register.simple_tag
def options(choices: dict[str, list[tuple[str, str]]], row: Row) -> list[tuple[str, str]]:
    """The names that it may choose from, as (public id, name)."""
    return choices.get(row.field, [])
