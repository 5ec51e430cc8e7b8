"""Questions about dry runs."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from apps.campaigns.dry_run.actions import wording_of
from apps.campaigns.dry_run.models import DryRun, Foreseen
from apps.campaigns.models import Campaign
from apps.contacts.models import Contact

State = DryRun.State


def newest(campaign: Campaign) -> DryRun | None:
    """The campaign's dry run, if there is one and the campaign still says the same."""
    runs = DryRun.objects.of(campaign.workspace_id).filter(campaign=campaign, wording=wording_of(campaign))
    run: DryRun | None = runs.exclude(state=State.STOPPED).order_by("-id").first()
    return run


def to_do() -> QuerySet[DryRun]:
    """Runs to work at, and finished ones whose campaign has gone through everybody and is not compared."""
    gone = Q(state=State.FINISHED, compared_at=None, campaign__dispatched_at__isnull=False, campaign__round=0)
    rows: QuerySet[DryRun] = DryRun.everywhere.filter(Q(state=State.RUNNING) | gone)
    return rows.select_related("campaign").order_by("id")


def anything_to_do() -> bool:
    return to_do().exists()


def people(run: DryRun, rule: str = "", gap: str = "") -> QuerySet[Foreseen]:
    """The rows behind a reason ("" for all), or behind a merge field that is empty for them."""
    rows: QuerySet[Foreseen] = Foreseen.objects.of(run.workspace_id).filter(run=run)
    if rule:
        rows = rows.filter(rule=rule)
    if gap:
        rows = rows.filter(gaps__contains=gap)
    return rows


def contacts_of(run: DryRun, rows: Sequence[Foreseen]) -> dict[str, Contact]:
    """Number → the contact who has it now."""
    found = Contact.objects.of(run.workspace_id).filter(phone__in=[row.phone for row in rows])
    return {contact.phone: contact for contact in found}
