"""The people of a campaign: who got it, who did not, and why."""

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from apps.accounts.roles import VIEW
from apps.campaigns import headcounts
from apps.campaigns.models import Recipient, Recipients
from apps.campaigns.queries import skips
from apps.dashboard import spreadsheets
from apps.dashboard.exported import note_export
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors, recipients
from apps.dashboard.views.composer import of


@needs(VIEW)
@require_safe
def index(request: Request, campaign_id: str) -> HttpResponse:
    """GET: ?place= rule= q= after= before="""
    campaign = of(request, campaign_id)
    filters = recipients.read(request.GET)
    found, counted = recipients.rows(campaign, filters), headcounts.ready(campaign)
    walked = recipients.walked(campaign, filters)
    page = cursors.page(found, request.GET, "id", among=walked, within="campaign_id")
    context = {
        "campaign": campaign,
        "filters": filters,
        "places": recipients.LABELS.items(),
        "reasons": counted.report.skips if counted else skips(campaign),
        "page": page,
        "rows": [recipients.line(one) for one in page.rows],
        "query": cursors.kept(request.GET),
        "count": _count(filters, found, page, counted),
    }
    return show(request, "campaigns/people", context, part="campaigns/_people")


def _count(
    filters: recipients.Filters,
    found: Recipients,
    page: cursors.Page[Recipient],
    counted: headcounts.Count | None,
) -> str:
    """A search is not counted beyond its page, and a large campaign is counted by the clock."""
    if filters.q or page.is_all:
        return ""
    return recipients.spoken(counted.report, filters) if counted else cursors.spoken(cursors.count(found))


@needs(VIEW)
@require_safe
def export(request: Request, campaign_id: str) -> StreamingHttpResponse:
    """The filtered people as CSV, streamed."""
    campaign = of(request, campaign_id)
    note_export(request, f"recipients of {campaign.name}", campaign.public_id)
    lines = recipients.exported(campaign, recipients.read(request.GET))
    return spreadsheets.answer("recipients.csv", lines)
