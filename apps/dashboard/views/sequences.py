"""The list of sequences, and a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.common.refusals import Refusal
from apps.dashboard.forms.sequences import NewSequence
from apps.dashboard.pages import one, show, typed
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors
from apps.sequences import actions, numbers
from apps.sequences.models import Sequence


def of(request: Request, sequence_id: str) -> Sequence:
    """The sequence of this workspace, or a 404."""
    return one(Sequence.objects.of(request.workspace).select_related("workspace"), sequence_id)


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?after= before="""
    page = cursors.page(Sequence.objects.of(request.workspace), request.GET, size=20)
    totals = numbers.totals(page.rows)
    rows = [(row, totals.get(row.pk)) for row in page.rows]
    context = {"page": page, "rows": rows, "may_edit": request.member.may(EDIT)}
    return show(request, "sequences/index", context)


@needs(EDIT)
def new(request: Request) -> HttpResponse:
    """A name; then its page, where the steps are."""
    form = NewSequence(typed(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.create(
                request.workspace, given["name"], request.user, public_id=given["public_id"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Ready for its first step."))
            return redirect("dashboard:sequence", made.public_id)
    return show(request, "sequences/new", {"form": form}, status=422 if form.errors else 200)
