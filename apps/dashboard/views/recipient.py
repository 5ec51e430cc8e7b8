"""One person of a campaign: why they got it, or did not."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from apps.accounts.roles import VIEW
from apps.campaigns.explain import explain
from apps.contacts.models import Contact
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.views.composer import of
from apps.messaging.models import Message


@needs(VIEW)
@require_safe
def page(request: Request, campaign_id: str, contact_id: str) -> HttpResponse:
    """GET: the trace of one contact in one campaign, also of one who was not in its audience."""
    campaign = of(request, campaign_id)
    contact = one(Contact.objects.of(request.workspace), contact_id)
    context = {
        "campaign": campaign,
        "contact": contact,
        "steps": explain(campaign, contact),
        "text": Message.objects.of(request.workspace).filter(lane=campaign.lane_id, contact=contact).first()
        if campaign.lane_id
        else None,
    }
    return show(request, "campaigns/why", context)
