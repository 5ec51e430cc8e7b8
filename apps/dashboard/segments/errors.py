"""A refused filter, shown at the row that it is about."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from apps.accounts.models import Workspace
from apps.audiences.actions import checked
from apps.audiences.filters.nodes import Group
from apps.audiences.refusals import BadFilter
from apps.common.sentences import spoken
from apps.dashboard.segments.rows import Block, Places, Row

EMPTY = gettext_noop("Add at least one condition.")


def read(workspace: Workspace, block: Block) -> tuple[dict[str, Any], Group | None, str]:
    """The data, the filter when it can be read, and what is wrong; a row keeps its own error."""
    places: Places = {}
    data = block.data("filter", places)
    if not list(block.rows()):
        return data, None, _(EMPTY)
    try:
        return data, checked(workspace, data), ""
    except BadFilter as refusal:
        return data, None, _shown(block, places, refusal)


def _shown(block: Block, places: Places, refusal: BadFilter) -> str:
    for place, key in places.items():
        if refusal.at == place or refusal.at.startswith((f"{place}.", f"{place}[")):
            row = next(one for one in block.rows() if one.key == key)
            row.error = _plain(row, refusal)
            return _("One condition is not complete.")
    return _("A group needs at least one condition: add one, or remove the group.")


def _plain(row: Row, refusal: BadFilter) -> str:
    what = refusal.text.partition(": ")[2]
    operand = refusal.at.rpartition(".")[2].partition("[")[0]
    if operand in ("ids", "kinds"):
        return _("Choose at least one.")
    if operand == "name":
        return _("Name the attribute.")
    named = {"value": _("Value"), "days": _("Days")}.get(operand) or operand.capitalize()
    return f"{named} {spoken(what)}."
