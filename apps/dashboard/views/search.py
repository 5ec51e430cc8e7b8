"""Search over everything: a page, and the part of it that the dialog of Ctrl-K shows."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.roles import VIEW
from apps.contacts.fields import text
from apps.dashboard.context import RIGHTS
from apps.dashboard.finding import places, rows
from apps.dashboard.finding.hits import Group
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs

LONGEST = 200  # characters


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?q="""
    words = text(request.GET.get("q", ""), LONGEST)
    groups = [group for group in _groups(request, words) if group.hits or group.more]
    return show(request, "search/index", {"words": words, "groups": groups}, part="search/_results")


def _groups(request: Request, words: str) -> list[Group]:
    """Nothing asked: the first pages alone, as a place to begin."""
    may = {right: request.member.may(right) for right in RIGHTS}
    pages = Group(_("Pages"), "squares-2x2", places.places(words, may))
    if not words:
        return [pages]
    place = request.workspace
    return [rows.people(place, words), rows.campaigns(place, words), rows.sequences(place, words), pages]
