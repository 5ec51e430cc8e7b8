"""The gate of the national do-not-call registry."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.common.sentences import shape
from apps.compliance.dnc import version
from apps.compliance.dnc.version import OLDEST_DAYS, Version
from apps.compliance.places import is_american
from apps.compliance.standing import NOTHING, standings
from apps.compliance.verdicts import Refuse, Verdict, facts

RULE = "do_not_call"
# An established business relationship (16 CFR 310.2(q)): attribute of the contact → how long it exempts.
RELATIONSHIPS = {
    "last_purchase_on": timedelta(days=540),  # 18 months
    "last_inquiry_on": timedelta(days=90),  # 3 months
}


class Listed(Protocol):
    """What this gate knows of a text."""

    @property
    def phone(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def attributes(self) -> Mapping[str, Any]: ...


def do_not_call(workspace: Workspace, batch: Sequence[Listed], now: datetime) -> list[Verdict]:
    """Marketing to a listed US number needs the person's own written consent or a relationship.

    16 CFR 310.4(b)(1)(iii)(B), 47 CFR 64.1200(c)(2). Off until the workspace switches it on. A copy older
    than 31 days, or without the area code, proves nothing: whom it would have to clear is not texted.
    """
    verdicts: list[Verdict] = [None] * len(batch)
    if not workspace.dnc_checked:
        return verdicts
    asked = [place for place, one in enumerate(batch) if one.kind == "marketing" and is_american(one.phone)]
    if not asked:
        return verdicts
    held = version.current()
    listed = _listed(held, [batch[place].phone for place in asked], now)
    doubtful = {place: answer for place, answer in zip(asked, listed, strict=True) if answer}
    exempt = _exempt(workspace, [batch[place] for place in doubtful], now)
    for place, refusal in doubtful.items():
        if batch[place].phone not in exempt:
            verdicts[place] = refusal
    return verdicts


_TOO_OLD = shape(_("The do-not-call list is older than %(days)s days."))


def _listed(held: Version | None, phones: list[str], now: datetime) -> Sequence[Refuse | None]:
    """What the list alone says of each."""
    if held is None:
        return [Refuse(RULE, _("No do-not-call list is loaded."), True)] * len(phones)
    told = facts(list=held.about.name, as_of=held.about.as_of.isoformat())
    if held.about.days_old(now.astimezone(UTC).date()) > OLDEST_DAYS:
        old = _TOO_OLD % {"days": OLDEST_DAYS}
        return [Refuse(RULE, old, True, told)] * len(phones)
    no = Refuse(RULE, _("The number is on the national do-not-call registry."), False, told)
    unknown = Refuse(RULE, _("The do-not-call list in use does not cover this area code."), True, told)
    answers = {True: no, False: None, None: unknown}
    return [answers[one] for one in held.listed(phones)]


def _exempt(workspace: Workspace, batch: Collection[Listed], now: datetime) -> set[str]:
    """Those who may be texted all the same."""
    known = {one.phone for one in batch if _has_relationship(one.attributes, now)}
    asking = {one.phone for one in batch} - known
    standing = standings(workspace.pk, asking) if asking else {}
    return known | {phone for phone in asking if standing.get(phone, NOTHING).is_signed}


def _has_relationship(attributes: Mapping[str, Any], now: datetime) -> bool:
    today = now.astimezone(UTC).date()
    return any(
        (since := _day(attributes.get(name))) is not None and timedelta() <= today - since <= lasts
        for name, lasts in RELATIONSHIPS.items()
    )


def _day(written: Any) -> date | None:
    """A date as ISO writes it, time of day or not; anything else proves nothing."""
    try:
        return date.fromisoformat(str(written)[:10]) if written else None
    except ValueError:
        return None
