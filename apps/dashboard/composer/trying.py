"""A test text: the campaign as one of its people would read it, on a phone at hand."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.campaigns.refusals import NoBody
from apps.common.zones import zone_name
from apps.dashboard.composer.preview import preview
from apps.dashboard.forms.campaigns import TryForm
from apps.dashboard.requests import Request
from apps.dashboard.witness import witness
from apps.dashboard.wordings import TEST_AGREED
from apps.messaging import actions as messaging
from apps.messaging.actions import Single
from apps.messaging.drafts import values
from apps.messaging.models import Message
from apps.messaging.refusals import QuietHours


def try_out(request: Request, campaign: Campaign, form: TryForm) -> Message:
    """Raises InvalidPhone, NoBody, a Blocked refusal, InsufficientCredits, AlreadySent."""
    if not campaign.body.strip():
        raise NoBody
    reader = preview(campaign).contact
    single = Single(
        form.cleaned_data["to"],
        campaign.body,
        sender=campaign.sender,
        attested=_(TEST_AGREED),
        variables=values(reader) if reader else {},
        metadata={"test_of": campaign.public_id},
        public_id=form.cleaned_data["public_id"],
    )
    return messaging.text_number(request.workspace, single, witness(request), request.user.email)


def asleep(refusal: QuietHours) -> str:
    """What to do instead when it is night at that phone. Tests keep the hours of every other text."""
    until, said = refusal.facts.get("until"), [refusal.text]
    if isinstance(until, datetime):
        at = f"{date_format(localtime(until), _('M j, H:i'))} {zone_name()}"
        said.append(_("It can be sent from %(at)s.") % {"at": at})
    said.append(
        _("Until then, try it in the sandbox, which texts nobody, or on a phone in a zone where it is day.")
    )
    return " ".join(said)
