"""Gates of time: the law's hours where the phone may be, and the workspace's own open hours.

The verdict depends on the place, the minute and the version of the rules alone, so it is worked out once for
an area code and a minute: a batch of 2,000 texts costs 2,000 look-ups in a dict.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.common import weeks
from apps.common.sentences import shape
from apps.common.weeks import Week
from apps.compliance import hours, rules
from apps.compliance.hours import Clocks
from apps.compliance.places import Place, place_of
from apps.compliance.rules import Book, Rule
from apps.compliance.verdicts import Hold, Inputs, Refuse, Verdict, facts


class Timed(Protocol):
    """What these gates know of a text (gates.Candidate has more)."""

    @property
    def phone(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def forced(self) -> bool: ...


ANSWERS = ("reply", "system")  # kinds that answer somebody who wrote to us first
_CACHED = 20_000  # 400 area codes × the minutes of most of an hour


def quiet_hours(workspace: Workspace, batch: Sequence[Timed], now: datetime) -> list[Verdict]:
    """Inside every rule of the place, by every clock the phone may live by; answers go at any hour.

    47 CFR 64.1200(c)(1): 8:00 to 21:00; the states' rules are narrower (data/texting_rules.csv).
    """
    book, minute = rules.book(), hours.minute_of(now)
    return _each(batch, lambda place: _legal(book, place, minute))


def open_hours(workspace: Workspace, batch: Sequence[Timed], now: datetime) -> list[Verdict]:
    """The workspace's own hours, in its zone: outside them a text waits for the next opening that the law
    allows too. A forced text does not wait for them; the law's hours are another gate and hold for it."""
    own = weeks.week(workspace.open_hours)
    if own is None:
        return [None] * len(batch)
    book, minute, zone = rules.book(), hours.minute_of(now), workspace.timezone
    verdicts = _each(batch, lambda place: _own(book, place, minute, zone, own))
    return [None if one.forced else verdict for one, verdict in zip(batch, verdicts, strict=True)]


def closes(phone: str, now: datetime) -> datetime | None:
    """When the law's hours that are open now end for this number; None when they are closed, or never end."""
    place = place_of(phone)
    return hours.closing(_clocks(rules.book().of(place), place), now)


def _each(batch: Sequence[Timed], decide: Callable[[Place], Verdict]) -> list[Verdict]:
    """A verdict for each, decided once for each area code (or foreign number)."""
    known: dict[str, Verdict] = {}
    found: list[Verdict] = []
    for one in batch:
        if one.kind in ANSWERS:
            found.append(None)
            continue
        phone = one.phone
        key = phone[:5] if phone.startswith("+1") else phone
        if key not in known:
            known[key] = decide(place_of(phone))
        found.append(known[key])
    return found


@lru_cache(maxsize=_CACHED)
def _legal(book: Book, place: Place, minute: int) -> Verdict:
    at = hours.moment(minute)
    holding = book.of(place)
    clocks = _clocks(holding, place)
    if hours.all_inside(clocks, at):
        return None
    shutting = _first_shut(holding, place, at)
    inputs = _inputs(book, holding, place, at)
    if (until := hours.opening(clocks, at)) is None:
        no = _("There is no hour that is allowed at every place this number may be.")
        return Refuse("quiet_hours", no, bool(place.zones), inputs)
    return Hold("quiet_hours", until, shutting, next(iter(place.zones), ""), inputs)


@lru_cache(maxsize=_CACHED)
def _own(book: Book, place: Place, minute: int, zone: str, own: Week) -> Verdict:
    at = hours.moment(minute)
    holding = book.of(place)
    clocks = (*_clocks(holding, place), (zone, own))
    if hours.all_inside(clocks, at):
        return None
    inputs = facts(open=str(own), zone=zone, ruleset=book.version)
    if (until := hours.opening(clocks, at)) is None:
        no = _("The workspace is never open at an hour that is allowed where the phone may be.")
        return Refuse("open_hours", no, True, inputs)
    return Hold("open_hours", until, _("The workspace is closed at this hour."), zone, inputs)


def _clocks(holding: Sequence[Rule], place: Place) -> Clocks:
    return hours.clocks(place.zones, *holding)


_REST = shape(_("Texts rest today where the phone may be (%(place)s)."))
_OUTSIDE = shape(_("It is outside %(start)s to %(end)s where the phone may be (%(place)s)."))


def _first_shut(holding: Sequence[Rule], place: Place, at: datetime) -> str:
    """Which rule keeps it, in words. The narrowest reads best, so the state's comes before the nation's."""
    for rule in reversed(holding):
        for zone in place.zones:
            if hours.all_inside(((zone, rule),), at):
                continue
            window = rule.on(at.astimezone(ZoneInfo(zone)).date())
            if window is None:
                return _REST % {"place": rule.place}
            return _OUTSIDE % {"start": _clock(window.start), "end": _end(window), "place": rule.place}
    return _("Nobody knows what time it is where the phone is.")


def _end(window: weeks.Window) -> str:
    return _clock(window.end) if window.end.hour or window.end.minute else "24:00"


def _clock(at: time) -> str:
    return f"{at:%-H:%M}"


def _inputs(book: Book, holding: Sequence[Rule], place: Place, at: datetime) -> Inputs:
    local = [f"{at.astimezone(ZoneInfo(zone)):%a %H:%M} {zone}" for zone in place.zones]
    days = {at.astimezone(ZoneInfo(zone)).date() for zone in place.zones}
    names = [rule.name for rule in holding if any(map(rule.covers, days))]
    return facts(rules=names, local=local, ruleset=book.version)
