"""What asked for a text, by name: a campaign, a sequence, a keyword, a program, somebody by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import ApiKey, Connection, Workspace
from apps.campaigns.models import Campaign
from apps.keywords.models import Keyword
from apps.reports.queries import NOTHING, Figures
from apps.sequences.models import Sequence


@dataclass(frozen=True, slots=True)
class Origin:
    """`href` is empty where there is no page, or what it was is gone."""

    name: str | Promise
    kind: str | Promise
    href: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Of a prefix of public ids: what it is called, its rows, their names, their page."""

    label: str | Promise
    model: Any
    name: str
    page: str = ""


KINDS = {
    "cmp": _Kind(_("Campaign"), Campaign, "name", "dashboard:campaign_show"),
    "seq": _Kind(_("Sequence"), Sequence, "name", "dashboard:sequence"),
    "kwd": _Kind(_("Keyword"), Keyword, "word", "dashboard:keyword"),
    "key": _Kind(_("API key"), ApiKey, "name"),
    "app": _Kind(_("Connected app"), Connection, "app_name"),
}
AUTOMATIC = Origin(_("Replies to everybody who writes"), _("Automatic reply"))
UNKNOWN = Origin(_("Not said"), _("Other"))
ONE = "one"  # where an address has the id: made once, not for each of five hundred campaigns


def together(rows: Mapping[str, Figures]) -> dict[str, Figures]:
    """A keyword gives its texts several origins, `kwd_…` and `kwd_…:r`: they are one here."""
    found: dict[str, Figures] = {}
    for origin, row in rows.items():
        key = origin.partition(":")[0]
        so_far = found.get(key, NOTHING)
        found[key] = {name: so_far[name] + row[name] for name in NOTHING}
    return found


def named(workspace: Workspace, origins: Iterable[str]) -> dict[str, Origin]:
    """A query for each kind that occurs, five at the most."""
    found = {origin: _other(origin) for origin in origins}
    for prefix, kind in KINDS.items():
        if mine := [origin for origin in found if origin.startswith(f"{prefix}_")]:
            found |= _of_kind(workspace, kind, mine)
    return found


def _of_kind(workspace: Workspace, kind: _Kind, origins: list[str]) -> dict[str, Origin]:
    rows = kind.model.objects.of(workspace).filter(public_id__in=origins).order_by()
    page = reverse(kind.page, args=[ONE]) if kind.page else ""
    there = {
        public_id: Origin(name, kind.label, page.replace(ONE, public_id))
        for public_id, name in rows.values_list("public_id", kind.name)
    }
    return {origin: there.get(origin, Origin(_("Deleted"), kind.label)) for origin in origins}


def _other(origin: str) -> Origin:
    if "@" in origin:
        return Origin(origin, _("By hand"))
    if origin == "auto":
        return AUTOMATIC
    return Origin(origin.replace("_", " "), _("Other")) if origin else UNKNOWN
