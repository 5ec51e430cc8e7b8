"""Gates: may this text go to this number now? Small functions over a batch; the order is messaging's.

A gate answers for each candidate: None (pass), Hold (not before), or Refuse (a reason). The first gate
that does not pass decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from apps.accounts.models import Workspace
from apps.common import phones
from apps.compliance import hours, queries
from apps.compliance.models import ConsentEvent, Suppression

# The names of the federal window and its source: 47 CFR 64.1200(c)(1), 8:00 to 21:00 at the called party.
RULESET = "2026.1"


class Candidate(Protocol):
    """What a gate may know of a text."""

    @property
    def phone(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def dnd(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Hold:
    """Not before `until`, because of `rule`."""

    rule: str
    until: datetime
    reason: str
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Refuse:
    """No, because of `rule`. `temporary`: a later try may pass."""

    rule: str
    reason: str
    temporary: bool = False


Verdict = Hold | Refuse | None
ANSWERS = ("reply", "system")  # kinds that answer somebody who wrote to us first


def workspace_live(workspace: Workspace, batch: Sequence[Candidate], now: datetime) -> list[Verdict]:
    """A suspended workspace sends nothing."""
    if workspace.state == Workspace.State.ACTIVE:
        return [None] * len(batch)
    return [Refuse("workspace_live", "The workspace is suspended.", temporary=True)] * len(batch)


def region_served(workspace: Workspace, batch: Sequence[Candidate], now: datetime) -> list[Verdict]:
    """Only countries that the workspace has chosen. US territories count as the US."""
    served = set(workspace.regions)
    return [_region(phones.region_of(one.phone), served) for one in batch]


US_TERRITORIES = {"PR", "VI", "GU", "AS", "MP"}


def _region(region: str, served: set[str]) -> Verdict:
    country = "US" if region in US_TERRITORIES else region
    if country in served:
        return None
    return Refuse(
        "region_served", f"Texts to {country or 'this country'} are not switched on.", temporary=True
    )


_SUPPRESSED = {
    Suppression.Kind.OPT_OUT: "They opted out.",
    Suppression.Kind.BLACKLIST: "The number is blacklisted.",
    Suppression.Kind.REVIEW: "A reply of theirs may be an opt-out; marketing waits for a decision.",
}


def suppression(workspace: Workspace, batch: Sequence[Candidate], now: datetime) -> list[Verdict]:
    """Opt-out and blacklist stop everything but the one confirmation; review stops what is not an answer."""
    standing = queries.suppressions(workspace.pk, {one.phone for one in batch})
    return [_suppressed(one, standing.get(one.phone, [])) for one in batch]


def _suppressed(one: Candidate, standing: list[Suppression]) -> Verdict:
    if one.kind == "system":
        return None
    kinds = {row.kind for row in standing}
    for kind in (Suppression.Kind.OPT_OUT, Suppression.Kind.BLACKLIST):
        if kind in kinds:
            return Refuse(kind.value, _SUPPRESSED[kind])
    if one.dnd:
        return Refuse("dnd", "Do not disturb is set on the contact.")
    if Suppression.Kind.REVIEW in kinds and one.kind != "reply":
        return Refuse("review", _SUPPRESSED[Suppression.Kind.REVIEW], temporary=True)
    return None


def consent(workspace: Workspace, batch: Sequence[Candidate], now: datetime) -> list[Verdict]:
    """The newest line of the consent ledger must be a grant; an answer to somebody's own text needs none."""
    asking = {one.phone for one in batch if one.kind not in ANSWERS}
    kinds = queries.consent_kinds(workspace.pk, asking) if asking else {}
    return [None if one.kind in ANSWERS else _consent(kinds.get(one.phone)) for one in batch]


def _consent(kind: str | None) -> Verdict:
    if kind in ConsentEvent.GRANTS:
        return None
    if kind is None:
        return Refuse("consent", "There is no record that they asked for texts.", temporary=True)
    return Refuse("consent", "They took back their consent.", temporary=True)


def quiet_hours(workspace: Workspace, batch: Sequence[Candidate], now: datetime) -> list[Verdict]:
    """8:00 to 21:00 at every place where the phone may be (47 CFR 64.1200(c)(1)); answers go at any hour."""
    return [None if one.kind in ANSWERS else _quiet(one.phone, now) for one in batch]


def _quiet(phone: str, now: datetime) -> Verdict:
    zones = phones.zones_of(phone)
    if hours.is_open(zones, now):
        return None
    until = hours.next_open(zones, now)
    if until is None:
        return Refuse("quiet_hours", "There is no hour that is allowed at every place this number may be.")
    return Hold(
        "quiet_hours", until, "It is outside 8:00 to 21:00 where the phone may be.", next(iter(zones), "")
    )
