"""Gates: may this text go to this number now? Small functions over a batch; the order is messaging's.

A gate answers for each candidate: None (pass), Hold (not before), or Refuse (a reason). A refusal outranks a
hold. The gates of time are in timing.py, the do-not-call list in dnc/, others' lists in screening/;
docs/compliance.md says of each where it comes from and what is stored of its decision.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.common import phones
from apps.common.sentences import shape
from apps.compliance import queries
from apps.compliance.models import Suppression
from apps.compliance.places import US_TERRITORIES, place_of
from apps.compliance.rules import RULESET
from apps.compliance.standing import NOTHING, SPOKEN, Standing, standings
from apps.compliance.timing import ANSWERS, open_hours, quiet_hours
from apps.compliance.verdicts import Hold, Inputs, Refuse, Verdict, facts
from apps.senders.models import Sender

__all__ = [
    "ANSWERS",
    "RULESET",
    "Candidate",
    "Hold",
    "Refuse",
    "Verdict",
    "consent",
    "open_hours",
    "quiet_hours",
    "region_served",
    "suppression",
    "workspace_live",
]


class Candidate(Protocol):
    """What a gate may know of a text."""

    @property
    def phone(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def dnd(self) -> bool: ...
    @property
    def sender(self) -> Sender | None: ...
    @property
    def forced(self) -> bool:
        """Whether it goes outside the workspace's own hours. The law's hours hold all the same."""


def workspace_live(workspace: Workspace, batch: Sequence[Candidate], now: datetime) -> list[Verdict]:
    """A suspended workspace sends nothing."""
    if workspace.state == Workspace.State.ACTIVE:
        return [None] * len(batch)
    return [Refuse("workspace_live", _("The workspace is suspended."), temporary=True)] * len(batch)


def region_served(workspace: Workspace, batch: Sequence[Candidate], now: datetime) -> list[Verdict]:
    """Only countries that the workspace has chosen. US territories count as the US."""
    served, known = set(workspace.regions), dict[str, Verdict]()
    found = []
    for one in batch:
        key = one.phone[:5] if one.phone.startswith("+1") else one.phone
        if key not in known:
            known[key] = _region(phones.region_of(one.phone), served)
        found.append(known[key])
    return found


_NOT_SERVED = shape(_("Texts to %(country)s are not switched on."))
_NOWHERE = _("Texts to this country are not switched on.")


def _region(region: str, served: set[str]) -> Verdict:
    country = "US" if region in US_TERRITORIES else region
    if country in served:
        return None
    no = _NOT_SERVED % {"country": country} if country else _NOWHERE
    return Refuse("region_served", no, True, facts(country=country, served=sorted(served)))


_SUPPRESSED = {
    Suppression.Kind.OPT_OUT: _("They opted out."),
    Suppression.Kind.BLACKLIST: _("The number is blacklisted."),
    Suppression.Kind.REVIEW: _("A reply of theirs may be an opt-out; marketing waits for a decision."),
}


def suppression(workspace: Workspace, batch: Sequence[Candidate], now: datetime) -> list[Verdict]:
    """Opt-out and blacklist stop everything but the one confirmation; review stops what is not an answer."""
    standing = queries.suppressions(workspace.pk, {one.phone for one in batch})
    return [_suppressed(one, standing.get(one.phone, ())) for one in batch]


def _suppressed(one: Candidate, standing: Sequence[Suppression]) -> Verdict:
    if (not standing and not one.dnd) or one.kind == "system":
        return None
    from_here = (None, one.sender.pk if one.sender else None)
    kinds = {row.kind: row for row in standing if row.sender_id in from_here}
    for kind in (Suppression.Kind.OPT_OUT, Suppression.Kind.BLACKLIST):
        if kind in kinds:
            return Refuse(kind.value, _SUPPRESSED[kind], False, _shown(kinds[kind]))
    if one.dnd:
        return Refuse("dnd", _("Do not disturb is set on the contact."))
    if Suppression.Kind.REVIEW in kinds and one.kind != "reply":
        review = Suppression.Kind.REVIEW
        return Refuse("review", _SUPPRESSED[review], True, _shown(kinds[review]))
    return None


def _shown(row: Suppression) -> Inputs:
    return facts(suppression=str(row.public_id), source=row.source, since=row.created_at.isoformat())


def consent(workspace: Workspace, batch: Sequence[Candidate], now: datetime) -> list[Verdict]:
    """A grant that stands and reaches this class of text; an answer to somebody's own text needs none.

    Marketing needs a grant for marketing, in writing where the law wants it (WRITTEN); a direct text needs
    any grant.
    """
    asking = {one.phone for one in batch if one.kind not in ANSWERS}
    known = standings(workspace.pk, asking) if asking else {}
    return [None if one.kind in ANSWERS else judged(known.get(one.phone, NOTHING), one) for one in batch]


# US: 47 CFR 64.1200(a)(2), (f)(9) (E-SIGN: a web form, a text or a keyword is written). Israel: s. 30A(b) of
# the Communications Law. Elsewhere a spoken yes is one: CASL s. 6, PECR reg. 22, South Africa's POPIA s. 69.
WRITTEN = frozenset({"US", "IL"})


def judged(standing: Standing, one: Candidate, written_everywhere: bool = False) -> Verdict:
    """What this standing says to one text. `written_everywhere`: as if every country wanted it in writing."""
    reaching = standing.reaching(one.kind == "marketing")
    if reaching:
        if one.kind != "marketing" or any(grant.channel != SPOKEN for grant in reaching):
            return None
        if not written_everywhere and place_of(one.phone).country not in WRITTEN:
            return None
        no = _("They agreed by word of mouth; marketing there needs it in writing.")
        return Refuse("consent", no, True, facts(consent=[grant.pk for grant in reaching]))
    return _without(standing)


def _without(standing: Standing) -> Refuse:
    if standing.asked:
        return Refuse("consent", _("They were asked to confirm and have not."), True)
    if standing.grants:
        return Refuse("consent", _("They agreed to informational texts only."), True)
    if standing.left:
        return Refuse("consent", _("They took back their consent."), temporary=True)
    return Refuse("consent", _("There is no record that they asked for texts."), temporary=True)
