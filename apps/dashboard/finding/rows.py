"""People, campaigns and sequences by name. One query of each kind, and each of them bounded."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.models import Workspace
from apps.campaigns.models import Campaign
from apps.contacts.models import Contact
from apps.dashboard.finding.hits import MOST, Group, Hit
from apps.dashboard.tables import contacts, phones
from apps.dashboard.templatetags.words import phone
from apps.sequences.models import Sequence

# Whole numbers, and three letters of a name (by an index of trigrams), are looked for among all people. Less
# would read a million rows to find nothing, for a second: it is looked for among the newest.
LETTERS, NEWEST = 3, 20_000
NAMED = 1_000  # campaigns, and sequences, in whose names is looked; the newest


def people(workspace: Workspace, words: str) -> Group:
    """By name, address or number, the newest first. Where only the newest were asked, `more` asks all."""
    rows = contacts.rows(workspace, contacts.Filters(q=words))
    last = None if _has_index(workspace, words) else _last_of_the_newest(workspace)
    if last is not None:
        rows = rows.filter(pk__gt=last)
    found = list(rows.order_by("-id")[: MOST + 1])
    hits = [
        Hit(
            reverse("dashboard:contact", args=[one.public_id]),
            one.full_name or _("No name"),
            phone(one.phone),
        )
        for one in found[:MOST]
    ]
    is_all = len(found) <= MOST and last is None
    return Group(_("People"), "users", hits, "" if is_all else _more("contacts", words))


def _has_index(workspace: Workspace, words: str) -> bool:
    if phones.digits(words):
        return phones.exact(words, workspace.default_region) is not None
    return any(len(word) >= LETTERS for word in words.split())


def _last_of_the_newest(workspace: Workspace) -> int | None:
    """The id before which people are not asked; None where there are no so many."""
    ids = Contact.objects.of(workspace).order_by("-id").values_list("pk", flat=True)
    return ids[NEWEST : NEWEST + 1].first()


def campaigns(workspace: Workspace, words: str) -> Group:
    """By name, the newest first."""
    found = _named(Campaign.objects.of(workspace), words)
    return Group(_("Campaigns"), "megaphone", [_hit(one, "campaign_show") for one in found])


def sequences(workspace: Workspace, words: str) -> Group:
    """By name, the newest first."""
    found = _named(Sequence.objects.of(workspace), words)
    return Group(_("Sequences"), "arrow-path-rounded-square", [_hit(one, "sequence") for one in found])


def _named(rows: QuerySet[Any], words: str) -> list[Any]:
    newest = rows.order_by("-id").values("pk")[:NAMED]
    found = rows.filter(pk__in=newest)
    for word in words.split()[:5]:
        found = found.filter(name__icontains=word)
    return list(found.order_by("-id")[:MOST])


def _hit(row: Any, route: str) -> Hit:
    href = reverse(f"dashboard:{route}", args=[row.public_id])
    return Hit(href, row.name or _("No name"), row.get_state_display(), row.state)


def _more(route: str, words: str) -> str:
    return f"{reverse(f'dashboard:{route}')}?{urlencode({'q': words})}"
