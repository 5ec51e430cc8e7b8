"""The campaigns of the history: what was sent, to whom, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.accounts.models import User, Workspace
from apps.audiences.models import Segment
from apps.campaigns import actions
from apps.campaigns.estimate import estimate
from apps.campaigns.models import Campaign
from apps.compliance.actions import Witness
from apps.lists.models import ContactList
from apps.pipeline.models import Stage
from apps.tags.models import Tag

ASKED = (
    "Everybody in this audience asked to get marketing texts from us, was told that they come "
    "automatically, and I can show the records of it."
)
# The estimate looks at so many and scales up: what it costs is not what the demo shows.
LOOKED_AT = 200
OUT = " Reply STOP to opt out."


@dataclass(frozen=True, slots=True)
class Mailing:
    """`days` before today. Audiences by name: `to` are a list, a segment, a tag or a stage each."""

    days: int
    name: str
    body: str
    to: tuple[str, ...]
    but: tuple[str, ...] = ()
    hour: int = 19


MAILINGS = (
    Mailing(86, "Welcome to our texts", "Hi {first_name|there}, thank you for joining! News about twice a "
            "month, and a coupon now and then: WELCOME10 is good at every till." + OUT, ("Gold and silver",)),
    Mailing(79, "Crime week", "Crime week: every mystery 15% off until Saturday, {first_name|friend}." + OUT,
            ("Crime readers",)),
    Mailing(72, "Author evening, May Larkin", "Hi {first_name|there}, May Larkin reads on Thursday at 7. "
            "Reply YES and we keep you a seat." + OUT, ("vip", "book-club")),
    Mailing(65, "Members' early access", "{first_name|Hello}, the new season is on the tables, a day early "
            "for members. Doors open at 9." + OUT, ("1,500 points and more",)),
    Mailing(57, "Spring sale", "Spring sale! 20% off in {city|our shops} until Sunday, {first_name|friend}."
            + OUT, ("Spring sale",)),
    Mailing(50, "Story hour on Saturday", "Story hour for the little ones, Saturday at 10. Cocoa is on us."
            + OUT, ("Children's books",), hour=18),
    Mailing(43, "Cookbooks: three for two", "Three for two on all cookbooks this week, {first_name|friend} 🍋"
            + OUT, ("Cooks",)),
    Mailing(36, "Book club picks", "The club picked its next two books. Yours are at the till, "
            "{first_name|there}." + OUT, ("book-club",), ("Webinar guests",)),
    Mailing(28, "Half-price hour", "Today from 5 to 6: half price on one book of your choice, "
            "{first_name|friend}. Show this text." + OUT, ("1,500 points and more",), ("Spring sale",)),
    Mailing(21, "Meet us at the fair", "We are at the book fair this weekend, hall 3. Come by, "
            "{first_name|there}, there is coffee." + OUT, ("hot-lead", "vip")),
    Mailing(14, "Poetry night", "Poetry night on Friday at 8, open mic from 10. Reply YES if you read."
            + OUT, ("Poetry readers",), hour=20),
    Mailing(7, "Thank you, customers", "Thank you for a good quarter, {first_name|friend}! Your points count "
            "double until Sunday." + OUT, ("customer",)),
    Mailing(3, "Webinar: gifts that get read", "Wednesday at noon: gifts that get read, 30 minutes online. "
            "Reply YES for the link." + OUT, ("Webinar guests", "vip")),
)  # fmt: skip


def draft(workspace: Workspace, by: User, mailing: Mailing, **more: Any) -> Campaign:
    """The campaign, not launched."""
    sides = {"include": _choice(workspace, mailing.to), "exclude": _choice(workspace, mailing.but)}
    details = {"name": mailing.name, "body": mailing.body, "audience": sides, **more}
    return actions.draft(workspace, details, by)


def launch(campaign: Campaign, by: User, at: datetime | None = None) -> Campaign:
    """With the statement that everybody asked for it."""
    planned = estimate(campaign, at=at, most=LOOKED_AT).as_data()
    return actions.launch(campaign, Witness(by.email, by), ASKED, at=at, estimate=planned)


def _choice(workspace: Workspace, names: tuple[str, ...]) -> Mapping[str, list[int]]:
    def keys(model: Any, field: str = "name") -> list[int]:
        return list(
            model.objects.of(workspace).filter(**{f"{field}__in": names}).values_list("pk", flat=True)
        )

    found = {
        "lists": keys(ContactList),
        "segments": keys(Segment),
        "tags": keys(Tag),
        "stages": keys(Stage, "key"),
    }
    return {kind: ids for kind, ids in found.items() if ids}
