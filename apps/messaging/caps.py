"""The gate of frequency: how many texts one person gets, from all campaigns and sends together.

Limits are the workspace's own (marketing, in 24 hours and in 7 days) and those of the states whose rules
have one (three commercial texts in 24 hours; marketing and direct texts both count). One query for a batch,
and none when no limit touches anybody in it.

Two campaigns at once: each queues without seeing what the other has not committed. So the gate is asked again
at dispatch, after the claim, and then counts what has left and what was claimed before this text: of two
texts over the limit the later claim is refused. (Two workers that claim for the same person in the same
millisecond, before either commits, may both go: the limit is then passed by one.)
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.common.among import Among
from apps.common.compiled import Compiled
from apps.common.index_order import fetched
from apps.common.sentences import shape
from apps.compliance import rules
from apps.compliance.places import place_of
from apps.compliance.rules import Book, Cap
from apps.compliance.verdicts import Refuse, Verdict, facts
from apps.messaging.horizon import first_id_since
from apps.messaging.models import Message
from apps.messaging.states import State

RULE = "frequency_cap"
COUNTED = (Message.Kind.MARKETING, Message.Kind.DIRECT)
WAITING = (State.QUEUED,)
# A text that was queued longer than this before it left is overlooked.
QUEUED_AHEAD = timedelta(days=7)


class Capped(Protocol):
    """What this gate knows of a text. `pk`: None before it is queued."""

    @property
    def phone(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def contact_id(self) -> int: ...
    @property
    def message_id(self) -> int | None: ...


class Limit(NamedTuple):
    """At most so many texts in so many hours. `source`: "workspace", or the name of the rule."""

    cap: Cap
    source: str
    kinds: tuple[str, ...]


class Told(NamedTuple):
    """A text that counts, or is being judged itself."""

    contact_id: int
    pk: int
    kind: str
    state: str
    claimed_at: datetime | None
    at: datetime


def frequency_cap(workspace: Workspace, batch: Sequence[Capped], now: datetime) -> list[Verdict]:
    """Nobody gets more texts than the tightest limit over them allows."""
    limits = limits_over(workspace, batch, now)
    if not any(limits):
        return [None] * len(batch)
    asked = {one.contact_id for one, mine in zip(batch, limits, strict=True) if mine}
    texts = _texts(workspace, asked, max(each.cap.hours for mine in limits for each in mine), now)
    return [
        judged(one, mine, texts.get(one.contact_id, ()), now) for one, mine in zip(batch, limits, strict=True)
    ]


def limits_over(workspace: Workspace, batch: Sequence[Capped], now: datetime) -> list[tuple[Limit, ...]]:
    """The limits over each; worked out once for an area code and a kind."""
    book, own = rules.book(), _own(workspace)
    known: dict[tuple[str, str], tuple[Limit, ...]] = {}
    found = []
    for one in batch:
        key = (one.phone[:5] if one.phone.startswith("+1") else one.phone, one.kind)
        if key not in known:
            known[key] = tuple(_limits_of(one, own, book, now))
        found.append(known[key])
    return found


def _limits_of(one: Capped, own: Iterable[Limit], book: Book, now: datetime) -> Iterable[Limit]:
    if one.kind == Message.Kind.MARKETING:
        yield from own
    if one.kind in COUNTED:
        for rule in book.of(place_of(one.phone)):
            if rule.cap and rule.covers(now.date()):
                yield Limit(rule.cap, rule.name, COUNTED)


def _own(workspace: Workspace) -> list[Limit]:
    written = ((workspace.cap_per_day, 24), (workspace.cap_per_week, 168))
    return [Limit(Cap(most, span), "workspace", (Message.Kind.MARKETING,)) for most, span in written if most]


def _texts(
    workspace: Workspace, contacts: set[int], span: int, now: datetime
) -> Mapping[int, Sequence[Told]]:
    """What these people were sent or are about to be, within so many hours of now."""
    reach = timedelta(hours=span)
    first_id = first_id_since(now - reach - QUEUED_AHEAD)
    found: defaultdict[int, list[Told]] = defaultdict(list)
    for row in _asked(workspace, contacts, first_id, now - reach, now + reach):
        found[row[0]].append(Told(*row))
    return found


def _asked(workspace: Workspace, contacts: set[int], *within: Any) -> Iterable[tuple[Any, ...]]:
    if len(contacts) == 1:
        return _TO_ONE.all(workspace.pk, *contacts, *within)
    told = _counted(Among("contact_id", contacts), workspace.pk, *within)
    return fetched(*told.query.sql_with_params()) if connection.vendor == "postgresql" else told


def _counted(people: Any, place: int, first_id: int, after: datetime, before: datetime) -> QuerySet[Any, Any]:
    """Texts to these people from that key on, by the index over contacts and no other.

    Adding 0 hides the other two columns from their indexes: with the statistics of a minute ago PostgreSQL
    read all texts of the workspace for each batch (12 ms at 20,000 texts; 50 µs a text of a campaign).
    """
    rows = Message.everywhere.outbound().annotate(own=F("workspace_id") + 0, key=F("pk") + 0)
    return (
        rows.filter(people, own=place, key__gte=first_id, kind__in=COUNTED)
        .exclude(Q(state__in=(State.REFUSED, State.CANCELED)) | Q(state=State.FAILED, sent_at=None))
        .annotate(at=Coalesce("sent_at", "not_before"))
        .filter(at__gt=after, at__lt=before)
        .order_by()
        .values_list("contact_id", "pk", "kind", "state", "attempted_at", "at")
    )


_TO_ONE = Compiled[tuple[Any, ...]](
    lambda place, contact, first_id, after, before: _counted(
        Q(contact_id=contact), place, first_id, after, before
    ),
    *(int, int, int, datetime, datetime),
)


def judged(one: Capped, limits: Sequence[Limit], texts: Sequence[Told], now: datetime) -> Verdict:
    """What these limits say to one text, beside those that were sent or are about to be."""
    if not texts:
        return None
    counts = _counts_against(one, texts)
    for limit in limits:
        since, before = (now + sign * timedelta(hours=limit.cap.hours) for sign in (-1, 1))
        near = [
            told for told in texts if counts(told) and told.kind in limit.kinds and since < told.at < before
        ]
        if len(near) >= limit.cap.texts:
            return _over(limit, near)
    return None


def _counts_against(one: Capped, texts: Sequence[Told]) -> Callable[[Told], bool]:
    """Before the queue: every other text. At the door: what has left, and what was claimed before it."""
    mine = next((told for told in texts if told.pk == one.message_id), None)
    if mine is None:
        return lambda told: True
    own = _place(mine)
    return lambda told: (
        told.pk != mine.pk
        and told.state not in WAITING
        and (told.state != State.SENDING or _place(told) < own)
    )


def _place(told: Told) -> tuple[Any, int]:
    return (told.claimed_at or told.at, told.pk)


def _over(limit: Limit, near: Sequence[Told]) -> Refuse:
    inputs = facts(
        limit=limit.cap.texts,
        hours=limit.cap.hours,
        rule=limit.source,
        texts=sorted(told.pk for told in near)[:10],
    )
    return Refuse(RULE, _reason(limit), True, inputs)


_ONCE = shape(_("They were texted once within %(hours)s hours, which is the limit."))
_ONCE_OF = shape(_("They were texted once within %(hours)s hours, which is the limit (%(whose)s)."))
_OFTEN = shape(_("They were texted %(times)s times within %(hours)s hours, which is the limit."))
_OFTEN_OF = shape(
    _("They were texted %(times)s times within %(hours)s hours, which is the limit (%(whose)s).")
)


def _reason(limit: Limit) -> str:
    own, once = limit.source == "workspace", limit.cap.texts == 1
    sentence = (_ONCE if own else _ONCE_OF) if once else (_OFTEN if own else _OFTEN_OF)
    return sentence % {"times": limit.cap.texts, "hours": limit.cap.hours, "whose": limit.source}
