"""Contacts that may be one person: by the same e-mail address, or the same name with a similar number.

Every question is bounded, whatever the workspace holds: a page looks at the next few thousand contacts, and
what is asked of the whole book is asked by index.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.contacts.models import Contact

WINDOW = 2_000  # contacts that a page looks at
MOST = 25  # pairs on a page, and people beside one contact
CROWD = 5  # of so many with one address or name it is no sign any more (info@…)
SUFFIX = 7  # digits: the same line, written with another area


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts, the older first, and why they may be one."""

    one: Contact
    other: Contact
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """`before` is where the next page goes on: the key of the last contact looked at, 0 at the end."""

    pairs: list[Pair]
    before: int


SAME_EMAIL, SIMILAR = _("Same e-mail address"), _("Same name, similar number")


def pairs(workspace: Workspace, before: int = 0) -> Found:
    """Of the newest contacts, or of those before a mark."""
    rows = Contact.objects.of(workspace).order_by("-id")
    window = list((rows.filter(pk__lt=before) if before else rows)[: WINDOW + 1])
    seen, more = window[:WINDOW], len(window) > WINDOW
    found = {(one.one.pk, one.other.pk): one for one in [*_similar(seen), *_same_email(workspace, seen)]}
    newest = sorted(found.values(), key=lambda pair: -pair.other.pk)[:MOST]
    return Found(newest, seen[-1].pk if more else 0)


def beside(workspace: Workspace, contact: Contact) -> list[Pair]:
    """Who may be this very person: looked for in the whole workspace, by index."""
    others = Contact.objects.of(workspace).exclude(pk=contact.pk)
    found = []
    if contact.email:
        same = others.filter(email=contact.email)[: CROWD + 1]
        found += [_pair(contact, one, SAME_EMAIL) for one in same if len(same) <= CROWD]
    if contact.full_name:
        near = others.filter(phone__in=_neighbours(contact.phone))[:MOST]
        found += [_pair(contact, one, SIMILAR) for one in near if _name(one) == _name(contact)]
    return list({(pair.one.pk, pair.other.pk): pair for pair in found}.values())[:MOST]


def _same_email(workspace: Workspace, window: list[Contact]) -> list[Pair]:
    addresses = {one.email for one in window if one.email}
    rows = Contact.objects.of(workspace).filter(email__in=addresses).order_by("id")[: WINDOW * CROWD]
    return _pairs(rows, lambda one: one.email, SAME_EMAIL)


def _similar(window: list[Contact]) -> list[Pair]:
    named = sorted((one for one in window if one.full_name), key=lambda one: one.pk)
    return [pair for pair in _pairs(named, _name, SIMILAR) if _near(pair.one.phone, pair.other.phone)]


def _pairs(rows: Iterable[Contact], key: Callable[[Contact], str], why: str) -> list[Pair]:
    groups: dict[str, list[Contact]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    crowds = (group for group in groups.values() if 1 < len(group) <= CROWD)
    return [_pair(one, other, why) for group in crowds for one, other in combinations(group, 2)]


def _pair(one: Contact, other: Contact, why: str) -> Pair:
    first, second = sorted((one, other), key=lambda row: row.pk)
    return Pair(first, second, why)


def _name(one: Contact) -> str:
    return one.full_name.casefold()


def _near(one: str, other: str) -> bool:
    """Two digits are others, at most; or the last seven are the same."""
    if one[-SUFFIX:] == other[-SUFFIX:]:
        return True
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= 2


def _neighbours(phone: str) -> set[str]:
    """Numbers with one other digit, or two that changed places: about a hundred, each found by index."""
    changed = {
        f"{phone[:at]}{digit}{phone[at + 1 :]}" for at in range(2, len(phone)) for digit in "0123456789"
    }
    turned = {f"{phone[:at]}{phone[at + 1]}{phone[at]}{phone[at + 2 :]}" for at in range(2, len(phone) - 1)}
    return (changed | turned) - {phone}
