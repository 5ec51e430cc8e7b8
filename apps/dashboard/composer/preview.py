"""The text as one person of the audience would read it."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from apps.audiences import spec as audiences
from apps.audiences.queries import members
from apps.campaigns.estimate import order_of
from apps.campaigns.models import Campaign
from apps.contacts.models import Contact
from apps.copywriting.encoding import Measure, measure, smarten
from apps.copywriting.footer import says_how_to_leave
from apps.dashboard.composer.findings import Findings, findings
from apps.messaging.drafts import compose

# The signs that word processors and keyboards put in; others are told by their Unicode names.
_SIGNS = (
    _("left single quotation mark"),
    _("right single quotation mark"),
    _("left double quotation mark"),
    _("right double quotation mark"),
    _("en dash"),
    _("em dash"),
    _("horizontal ellipsis"),
    _("bullet"),
    _("no-break space"),
    _("zero width space"),
    _("latin small letter a with acute"),
    _("latin small letter i with acute"),
    _("latin small letter o with acute"),
    _("latin small letter u with acute"),
)
FARTHEST = 1_000  # how far one pages through the people


@dataclass(frozen=True, slots=True)
class Preview:
    """`at` counts from 1; `contact` is None while nobody is in the audience."""

    contact: Contact | None
    at: int
    body: str
    measure: Measure
    plain: Measure  # the same with plain characters
    can_be_plainer: bool
    says_how_to_leave: bool
    findings: Findings
    has_next: bool

    @property
    def culprit_name(self) -> str:
        """right single quotation mark, for the sign that cannot be seen."""
        culprit = self.measure.culprit
        return gettext(unicodedata.name(culprit, f"U+{ord(culprit):04X}").lower()) if culprit else ""

    @property
    def grows(self) -> bool:
        """Whether the special character costs a part: a text as long without any would take fewer."""
        return bool(self.measure.culprit) and self.measure.parts > measure("x" * len(self.body)).parts

    @property
    def saves(self) -> int:
        """SMS parts that plain characters would spare."""
        return self.measure.parts - self.plain.parts


def preview(campaign: Campaign, place: str = "") -> Preview:
    """`place` is the number of the person, from 1; nonsense is the first."""
    number = int(place) if place.isascii() and place.isdecimal() and len(place) < 6 else 1
    start = min(max(number, 1), FARTHEST) - 1
    people = _people(campaign, start)
    if not people and start:
        start, people = 0, _people(campaign, 0)
    contact = people[0] if people else None
    body = compose(order_of(campaign), [contact])[0].body if contact else campaign.body
    return Preview(
        contact,
        start + 1,
        body,
        measure(body),
        measure(smarten(body)),
        smarten(campaign.body) != campaign.body,
        says_how_to_leave(campaign.body),
        findings(campaign.workspace, campaign.body),
        len(people) > 1 and start + 1 < FARTHEST,
    )


def _people(campaign: Campaign, start: int) -> list[Contact]:
    spec = audiences.read(campaign.audience)
    if spec.include.is_empty:
        return []
    return list(members(campaign.workspace, spec).order_by("pk")[start : start + 2])
