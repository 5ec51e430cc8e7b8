"""The table of campaigns."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.campaigns.models import Campaign
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import campaigns, cursors

SIZE = 20


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?state= after= before="""
    which = request.GET.get("state", "")
    page = cursors.page(campaigns.rows(request.workspace, which), request.GET, size=SIZE)
    context = {
        "page": page,
        "lines": campaigns.lines(page.rows),
        "which": which if which in campaigns.FILTERS else "",
        "filters": [(name, label) for name, (label, _) in campaigns.FILTERS.items()],
        "is_new": not page.rows and not Campaign.objects.of(request.workspace).exists(),
        "may_edit": request.member.may(EDIT),
    }
    return show(request, "campaigns/index", context, part="campaigns/_panel")
