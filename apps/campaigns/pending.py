"""The next recipients of a campaign, with what a text needs of each person and nothing else."""

from typing import Any, NamedTuple

from django.db.models import Min

from apps.campaigns.models import Campaign, Recipient
from apps.contacts.models import Contact

Outcome = Recipient.Outcome


class Way(NamedTuple):
    """What became of a recipient, as its row says it."""

    outcome: str
    rule: str = ""
    reason: str = ""
    temporary: bool = False


class Pending(NamedTuple):
    """A recipient and their contact in one row: two model instances for each took half of the time.

    `listed` is the number when the audience was fixed; `pk` (the contact's) is None once it was deleted.
    """

    recipient: int
    listed: str
    pk: int | None
    phone: str
    first_name: str
    last_name: str
    email: str
    attributes: Any
    status: str
    dnd: bool

    @property
    def gone(self) -> Way | None:
        """Who may no longer be texted as the audience was fixed: a number may be somebody else's by now."""
        if self.pk is None:
            return Way(Outcome.SKIPPED, "contact_deleted", "The contact was deleted first.")
        if self.phone != self.listed:
            return Way(Outcome.SKIPPED, "number_changed", "Their number changed first.")
        if self.status == Contact.Status.ARCHIVED:
            return Way(Outcome.SKIPPED, "archived", "The contact was archived first.")
        return None


COLUMNS = ("pk", "phone", *(f"contact__{name}" for name in Pending._fields[2:]))


def after(campaign: Campaign, size: int) -> list[Pending]:
    """The next people without an outcome, at most `size`, in their order; [] when nobody is left.

    Looked for in windows of ids: "the next 1,000 in order" was answered by sorting all of a campaign so new
    that the database had no statistics of it, for each chunk again.
    """
    rows = Recipient.objects.of(campaign.workspace_id).filter(campaign=campaign)
    behind, span = campaign.expanded_to, size
    while (first := rows.filter(pk__gt=behind).aggregate(first=Min("pk"))["first"]) is not None:
        window = rows.pending().filter(pk__gte=first, pk__lt=first + span).order_by("pk")
        if chunk := [Pending._make(row) for row in window.values_list(*COLUMNS)[:size]]:
            return chunk
        behind, span = first + span - 1, span * 2
    return []
