"""The table of contacts: search, filters and order, as its address says."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.audiences.models import Segment
from apps.audiences.segments import NOBODY, belonging
from apps.compliance.models import Suppression
from apps.contacts.fields import text
from apps.contacts.models import Contact, Contacts
from apps.dashboard.tables import phones
from apps.lists.models import ContactList, Membership
from apps.pipeline.queries import standing
from apps.tags.models import Tag, Tagging

# Orders that an index gives: (workspace, -id) and the unique (workspace, phone).
SORTS = {"": "-id", "added": "id", "-added": "-id", "phone": "phone", "-phone": "-phone"}
NAMES = ("q", "list", "tag", "stage", "who", "sort", "segment")
WHO = {"": _("Everybody"), "opted_out": _("Opted out"), "dnd": _("Do not disturb")}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for, cleaned; what makes no sense is nothing."""

    q: str = ""
    list: str = ""
    tag: str = ""
    stage: str = ""
    who: str = ""
    sort: str = ""
    segment: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.q or self.list or self.tag or self.stage or self.who or self.segment)

    @property
    def is_counted(self) -> bool:
        """To count a search, or who opted out, would read what no index finds."""
        return not self.q and self.who != "opted_out"

    @property
    def by(self) -> str:
        return SORTS[self.sort]


def read(query: QueryDict) -> Filters:
    """Filters out of ?q=&list=&tag=&stage=&who=&sort=&segment=."""
    asked = {name: text(query.get(name, ""), 200) for name in NAMES}
    asked["who"] = asked["who"] if asked["who"] in WHO else ""
    asked["sort"] = asked["sort"] if asked["sort"] in SORTS else ""
    return Filters(**asked)


def only(filters: Filters, *names: str) -> Filters:
    """These of them; a page that has no others forgets them."""
    return Filters(**{name: getattr(filters, name) if name in names else "" for name in NAMES})


def written(filters: Filters, **more: object) -> str:
    """Their query string, with what else is truthy."""
    asked = {name: value for name in NAMES if (value := getattr(filters, name))}
    return urlencode(asked | {name: value for name, value in more.items() if value})


def rows(workspace: Workspace, filters: Filters) -> Contacts:
    """The contacts that they let through, in no order yet."""
    found = Contact.objects.of(workspace)
    for value, narrow in (
        (filters.list, _in_list),
        (filters.tag, _tagged),
        (filters.stage, _in_stage),
        (filters.who, _who),
        (filters.segment, _in_segment),
        (filters.q, _search),
    ):
        found = narrow(found, workspace, value) if value else found
    return found


def _in_list(found: Contacts, workspace: Workspace, public_id: str) -> Contacts:
    return _tied(
        found, Membership.objects.of(workspace), "list", ContactList.objects.of(workspace), public_id
    )


def _tagged(found: Contacts, workspace: Workspace, public_id: str) -> Contacts:
    return _tied(found, Tagging.objects.of(workspace), "tag", Tag.objects.of(workspace), public_id)


def _tied(found: Contacts, ties: Any, column: str, kinds: Any, public_id: str) -> Contacts:
    """Tied to the one of this public id, which is looked up first: by its number the planner knows how many
    wear it, and begins with those where they are few (1,000 of a million: 10 ms for 1,000)."""
    key = kinds.filter(public_id=public_id).values_list("pk", flat=True).first()
    return found.filter(Exists(ties.filter(contact=OuterRef("pk"), **{column: key}))) if key else found.none()


def _in_stage(found: Contacts, workspace: Workspace, key: str) -> Contacts:
    return found.filter(standing(workspace, key))


def _in_segment(found: Contacts, workspace: Workspace, public_id: str) -> Contacts:
    """Nobody, for a segment that is not here or asks for something that is gone."""
    keys = Segment.objects.of(workspace).filter(public_id=public_id).values_list("pk", flat=True)
    inside = belonging(workspace, list(keys), otherwise=NOBODY)
    return found.filter(inside, status=Contact.Status.ACTIVE)


def _who(found: Contacts, workspace: Workspace, who: str) -> Contacts:
    if who == "dnd":
        return found.filter(dnd=True)
    out = Suppression.objects.of(workspace).standing().filter(kind=Suppression.Kind.OPT_OUT)
    out = out.filter(phone=OuterRef("phone"))
    # Two questions, each with an index of its own. As one, a million people were sorted to show fifty.
    return found.filter(Q(Exists(out.filter(sender=None))) | Q(Exists(out.filter(sender__isnull=False))))


def _search(found: Contacts, workspace: Workspace, words: str) -> Contacts:
    if number := phones.exact(words, workspace.default_region):
        return found.filter(phone=number)
    if part := phones.digits(words):
        return found.filter(phone__contains=part)
    return found.search(words)
