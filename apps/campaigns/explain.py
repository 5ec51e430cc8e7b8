"""Why did this person get a campaign's text, or not? The whole way, from the audience to the handset."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.audiences import spec as audiences
from apps.audiences.queries import members
from apps.campaigns.dry_run import queries as dry_runs
from apps.campaigns.dry_run.models import DryRun
from apps.campaigns.models import Campaign, Recipient
from apps.common import clock
from apps.common.sentences import spoken
from apps.contacts.models import Contact
from apps.messaging.trace import Step, of_message


def explain(campaign: Campaign, contact: Contact) -> list[Step]:
    """The trace of one contact in one campaign of the same workspace."""
    recipient = (
        Recipient.objects.of(campaign.workspace_id)
        .filter(campaign=campaign, contact=contact)
        .select_related("message")
        .first()
    )
    foreseen = _foreseen(campaign, contact)
    if recipient is None:
        return [*foreseen, _not_there(campaign, contact)]
    return [*foreseen, *_outcome(campaign, recipient)]


def _foreseen(campaign: Campaign, contact: Contact) -> Iterator[Step]:
    run = dry_runs.newest(campaign)
    if run is None or run.state != DryRun.State.FINISHED or run.finished_at is None:
        return
    row = dry_runs.people(run).filter(phone=contact.phone).first()
    if row is None:
        yield Step(run.finished_at, _("The dry run did not find them in the audience"))
        return
    tone = "bad" if row.rule and not row.until else "held" if row.until else "good"
    foresaw = _("The dry run foresaw: %(outcome)s") % {"outcome": spoken(row.outcome)}
    yield Step(run.finished_at, foresaw, spoken(row.reason), tone)


def _not_there(campaign: Campaign, contact: Contact) -> Step:
    """Not among the recipients: not fixed yet, or not in the audience when it was fixed."""
    there = members(campaign.workspace_id, audiences.read(campaign.audience)).filter(pk=contact.pk).exists()
    if campaign.snapshot_at is None:
        detail = _("They would be as things are now.") if there else _("As things are now they would not be.")
        return Step(clock.now(), _("Who is in the audience is not decided yet"), detail, "held")
    late = _("They would be by now: they came later.") if there else _("They match none of what was chosen.")
    if contact.status != Contact.Status.ACTIVE:
        late = _("The contact is archived.")
    return Step(campaign.snapshot_at, _("They were not in the audience"), late, "bad")


def _outcome(campaign: Campaign, recipient: Recipient) -> Iterator[Step]:
    if campaign.snapshot_at:
        yield Step(campaign.snapshot_at, _("They were in the audience"), "", "good")
    if recipient.outcome == Recipient.Outcome.PENDING:
        yield Step(clock.now(), _("Their turn has not come"), _("Gates are asked when it comes."), "held")
    if recipient.outcome == Recipient.Outcome.SKIPPED and recipient.decided_at:
        detail = f"{spoken(recipient.reason)} ({recipient.rule})"
        if recipient.temporary:
            detail = f"{detail} {_('This may pass: they can be tried again.')}"
        yield Step(recipient.decided_at, _("They were skipped"), detail, "bad")
    if recipient.message:
        yield from of_message(recipient.message)
