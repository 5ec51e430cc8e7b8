"""The size of what a composer's tick boxes stand for."""

from typing import Any

from django import template

from apps.accounts.models import Workspace
from apps.dashboard.composer.sizes import sizes

register = template.Library()


@register.simple_tag
def sized(workspace: Workspace, field: Any) -> list[tuple[Any, str]]:
    """Each option of a bound include_… or exclude_… field, with its number of people; "" when not counted."""
    options = list(field)
    kind = field.name.rpartition("_")[2]
    numbers = sizes(workspace, kind, [one.data["value"].instance.pk for one in options])
    return [(one, numbers.get(one.data["value"].instance.pk, "")) for one in options]
