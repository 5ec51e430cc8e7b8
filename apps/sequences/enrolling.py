"""Enrolling people: by hand, by list, tag or stage, by keyword, by API. Set-based, and twice is once."""

from collections.abc import Iterable
from collections.abc import Sequence as Many
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_noop as _

from apps.common import bulk, clock
from apps.common.among import Among
from apps.contacts.models import Contact
from apps.events import diary
from apps.events.diary import Fact
from apps.sequences import queries, rules
from apps.sequences.course import course_of
from apps.sequences.models import Enrolment, Sequence, Version
from apps.sequences.refusals import BadSpread, NotRunning
from apps.sequences.rules import Rules
from apps.sequences.states import LIVE

DAY = timedelta(days=1)
LARGEST_SPREAD = 1_000_000
# Two sequences that tag for each other would pass a person to and fro: a trigger takes nobody twice a day.
REST = DAY
TRIGGERS = ("list", "tag", "stage")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """How many came in, and how many did not and why."""

    count: int = 0
    on_their_way: int = 0  # they are in it already
    been_before: int = 0  # the re-entry rule says no (or not yet)
    unknown: int = 0  # archived, or not of this workspace

    @property
    def left_out(self) -> int:
        """How many were asked for and did not come in."""
        return self.on_their_way + self.been_before + self.unknown

    def plus(self, other: "Enrolled") -> "Enrolled":
        return Enrolled(
            self.count + other.count,
            self.on_their_way + other.on_their_way,
            self.been_before + other.been_before,
            self.unknown + other.unknown,
        )


def enrol(
    sequence: Sequence,
    contact_ids: Iterable[int],
    *,
    source: str,
    actor: str = "",
    per_day: int | None = None,
    cause_at: datetime | None = None,
) -> Enrolled:
    """Put contacts on their way, in chunks of a transaction each.

    source: list, tag, stage, keyword, hand, api. per_day: so many begin today, as many tomorrow at this time,
    and so on. cause_at: the moment of the event that asks; whoever came in since then was its doing.
    Raises NotRunning, BadSpread.
    """
    check_spread(per_day)
    done, start = Enrolled(), clock.now()
    for ids in bulk.chunks(contact_ids, bulk.BATCH):
        begins = Begins(start, per_day, done.count)
        done = done.plus(take_in(sequence, ids, source, actor, begins, cause_at))
    return done


def check_spread(per_day: int | None) -> None:
    """Raises BadSpread."""
    if per_day is not None and not 1 <= per_day <= LARGEST_SPREAD:
        raise BadSpread


def enrol_one(sequence: Sequence, contact: Contact, *, source: str, actor: str = "") -> Enrolled:
    """One contact: what a keyword or an API call does."""
    return enrol(sequence, [contact.pk], source=source, actor=actor)


@dataclass(frozen=True, slots=True)
class Begins:
    """When people begin: `start`, or so many a day from then on."""

    start: datetime
    per_day: int | None
    before: int  # people enrolled by earlier chunks

    def of(self, number: int) -> datetime:
        return self.start + DAY * ((self.before + number) // self.per_day) if self.per_day else self.start


@transaction.atomic
def take_in(
    sequence: Sequence,
    given: Iterable[int],
    source: str,
    actor: str,
    begins: Begins,
    cause_at: datetime | None = None,
) -> Enrolled:
    """One chunk, with the sequence's row locked: a pause or a new version comes before these people or after
    them. Raises NotRunning."""
    ids = list(dict.fromkeys(given))
    found = Sequence.objects.of(sequence.workspace_id).select_for_update(no_key=True).get(pk=sequence.pk)
    version = queries.live_version(found)
    if found.state != Sequence.State.RUNNING or version is None:
        raise NotRunning
    ours = Contact.objects.of(found.workspace_id).filter(Among("pk", ids), status=Contact.Status.ACTIVE)
    there = set(ours.values_list("pk", flat=True))
    known = [pk for pk in ids if pk in there]
    live, been = _been(found, known, rules.read(version.rules), source, cause_at)
    new = [pk for pk in known if pk not in live and pk not in been]
    rows = _rows(found, version, new, source, actor, begins)
    bulk.insert(rows)
    _tell(found, rows, actor)
    return Enrolled(len(rows), len(live), len(been - live), len(ids) - len(known))


def _been(
    sequence: Sequence, ids: Many[int], rule: Rules, source: str, cause_at: datetime | None
) -> tuple[set[int], set[int]]:
    """Who is on their way, and whom the rules keep out for having been here."""
    mine = Enrolment.objects.of(sequence.workspace_id).filter(Among("contact_id", ids), sequence=sequence)
    live = set(mine.live().values_list("contact_id", flat=True))
    past = dict(
        mine.order_by().values_list("contact_id").annotate(last=Max("enrolled_at", filter=~Q(state__in=LIVE)))
    )
    ended = dict(mine.order_by().values_list("contact_id").annotate(last=Max("ended_at")))
    return live, {pk for pk in ended if not _again(rule, source, past[pk], ended[pk], cause_at)}


def _again(
    rule: Rules, source: str, began: datetime | None, ended: datetime | None, cause_at: datetime | None
) -> bool:
    if began is None or ended is None:
        return True  # only on their way now
    now = clock.now()
    if cause_at is not None and began >= cause_at:
        return False
    if source in TRIGGERS and began > now - REST:
        return False
    if rule.reentry == "after":
        return ended <= now - rule.reentry_days * DAY
    return rule.reentry == "finished"


def _rows(
    sequence: Sequence, version: Version, ids: Many[int], source: str, actor: str, begins: Begins
) -> list[Enrolment]:
    first, now = course_of(version).first, clock.now()
    rows = []
    for number, pk in enumerate(ids):
        at = begins.of(number)
        rows.append(
            Enrolment(
                workspace_id=sequence.workspace_id,
                sequence=sequence,
                version=version,
                contact_id=pk,
                step=first,
                arrived_at=at,
                due_at=at,
                why="spread" if at > now else "",
                reason=_("Their day to begin has not come.") if at > now else "",
                source=source,
                enrolled_by=actor[:120],
                enrolled_at=now,
            )
        )
    return rows


def _tell(sequence: Sequence, rows: Many[Enrolment], actor: str) -> None:
    facts = {"sequence": sequence.public_id, "name": sequence.name}
    told = [
        Fact("sequence.enrolled", row.public_id, row.contact_id, {**facts, "source": row.source}, actor[:120])
        for row in rows
    ]
    diary.record_many(sequence.workspace_id, told)
