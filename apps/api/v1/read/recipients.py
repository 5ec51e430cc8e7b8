"""The people of a campaign, in pages. A recipient has no id of its own: its number is the cursor."""

from collections.abc import Mapping

from apps.api.kernel import cursors
from apps.api.kernel.cursors import Page
from apps.api.kernel.refusals import BadArgument
from apps.campaigns.models import Campaign, Recipient, Recipients
from apps.campaigns.people import PLACES, people

Query = Mapping[str, str]


def page(campaign: Campaign, query: Query) -> Page[Recipient]:
    """?status= rule= limit= and cursors, in the order of the audience. Raises BadArgument."""
    rows = found(campaign, query)
    limit = cursors.limit(query)
    name, given = cursors.cursor(query)
    back = name == "ending_before"
    if given:
        mark = _mark(campaign, given, name)
        rows = rows.filter(pk__lt=mark) if back else rows.filter(pk__gt=mark)
    kept = list(rows.order_by("-pk" if back else "pk")[: limit + 1])
    shown = kept[:limit]
    return Page(shown[::-1] if back else shown, len(kept) > limit)


def found(campaign: Campaign, query: Query) -> Recipients:
    place, rule = query.get("status", ""), query.get("rule", "").replace("\0", "")[:40]
    if place and place not in PLACES:
        raise BadArgument(f"status is one of {', '.join(PLACES)}.", field="status")
    return people(campaign, place, rule)


def _mark(campaign: Campaign, given: str, name: str) -> int:
    """A "+" in an address is a space unless it is escaped, and few escape it."""
    number = "+" + given.replace("\0", "").strip().removeprefix("+")
    rows = Recipient.objects.of(campaign.workspace_id).filter(campaign=campaign, phone=number[:16])
    mark = rows.values_list("pk", flat=True).first()
    if mark is None:
        raise BadArgument(f"{name} is not the number of one of these.", field=name)
    return mark
