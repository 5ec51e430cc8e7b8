"""Home: how it goes, what goes out now and next, what waits, what is wrong."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from apps.accounts.roles import VIEW
from apps.credits.queries import runway
from apps.dashboard import approving, checklist, figures, health, live
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.messaging.models import Conversation

UNREAD_SHOWN = 5


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?days=7 or 30."""
    place = request.workspace
    days = 30 if request.GET.get("days") == "30" else 7
    counted = figures.figures(place, days)
    unread = Conversation.objects.of(place).filter(unread__gt=0).select_related("contact")
    under_way = live.under_way(place)
    context = {
        "days": days,
        "periods": figures.PERIODS,
        "figures": counted,
        "delivery_rate": figures.rate(counted["delivered"], counted["sent"]),
        "steps": checklist.steps(place),
        "under_way": under_way,
        "sleeping": live.sleeping(under_way),
        "scheduled": live.scheduled(place),
        "unread": list(unread[:UNREAD_SHOWN]),
        "runway": None if place.is_sandbox else runway(place),
        "troubles": health.troubles(place),
        **approving.waiting(request),
    }
    return show(request, "home/index", context)
