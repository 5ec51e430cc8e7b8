"""The people of a sequence: where they are, who is stuck, and a hand for them; and new people."""

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import SEND, VIEW
from apps.common import phones
from apps.common.refusals import Refusal
from apps.compliance.actions import Witness
from apps.contacts.models import Contact
from apps.dashboard import sequence_page
from apps.dashboard.forms.sequences import EnrolForm
from apps.dashboard.pages import back, show, typed
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors, enrolments
from apps.dashboard.views import sequence_jobs
from apps.dashboard.views.sequences import of
from apps.sequences import hands
from apps.sequences.attested import Named
from apps.sequences.choosing import people as people_of
from apps.sequences.enrolling import Enrolled
from apps.sequences.jobs import actions as jobs
from apps.sequences.models import Job, Sequence
from apps.sequences.states import Hand

SAID = {
    Hand.RETRY.value: gettext_lazy("%(number)s try again."),
    Hand.SKIP.value: gettext_lazy("%(number)s go on without this step."),
    Hand.OUT.value: gettext_lazy("%(number)s have left."),
}
MANY = gettext_lazy("That is begun for %(number)s people. This page shows how far it is.")


@needs(VIEW)
@require_safe
def index(request: Request, sequence_id: str) -> HttpResponse:
    """GET: ?place= step= q= after= before="""
    sequence = of(request, sequence_id)
    filters = enrolments.read(request.GET)
    found = people_of(sequence, filters)
    page = cursors.page(found.select_related("contact", "version"), request.GET)
    labels = sequence_page.labels(sequence)
    context = {
        "sequence": sequence,
        "filters": filters,
        "places": enrolments.PLACES.items(),
        "steps": labels.items(),
        "page": page,
        "rows": [enrolments.line(one, labels) for one in page.rows],
        "count": "" if page.is_all else cursors.spoken(cursors.count(found)),
        "may_send": request.member.may(SEND),
        **sequence_jobs.context(request, sequence),
    }
    return show(request, "sequences/people", context, part="sequences/_people")


@needs(SEND)
@require_POST
def hand(request: Request, sequence_id: str) -> HttpResponse:
    """POST: verb (retry, skip, out), and enrolment (public ids), or all=1 with the filters of the page."""
    sequence = of(request, sequence_id)
    verb = request.POST.get("verb", "")
    ticked = request.POST.getlist("enrolment")[: cursors.SIZE]
    if verb not in SAID or not (ticked or request.POST.get("all")):
        messages.error(request, _("Tick at least one person first."))
    else:
        messages.success(request, _do(request, sequence, Hand(verb), ticked))
    return back(request, reverse("dashboard:sequence_people", args=[sequence.public_id]))


def _do(request: Request, sequence: Sequence, hand: Hand, ticked: list[str]) -> str:
    actor = request.user.email
    if request.POST.get("all"):
        done = jobs.lay(sequence, enrolments.read(request.POST), hand, actor)
    else:
        done = hands.lay(sequence, hands.everybody(sequence).filter(public_id__in=ticked), hand, actor)
    if isinstance(done, Job):
        return _many(str(MANY), done.total)
    return _many(str(SAID[hand.value]), done)


def _many(said: str, number: int) -> str:
    return said % {"number": intcomma(number)}


@needs(SEND)
def enrol(request: Request, sequence_id: str) -> HttpResponse:
    """POST: who (a list's, tag's or stage's public id), numbers, per_day."""
    sequence = of(request, sequence_id)
    form = EnrolForm(typed(request), workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            done = _enrol(request, sequence, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _told(done))
            return redirect("dashboard:sequence_people", sequence.public_id)
    context = {"sequence": sequence, "form": form}
    return show(request, "sequences/enrol", context, status=422 if form.errors else 200)


def _enrol(request: Request, sequence: Sequence, form: EnrolForm) -> Enrolled | Job:
    given = form.cleaned_data
    named = Named(_numbers(request, form), who=given["who"], per_day=given["per_day"])
    return jobs.enrol(sequence, named, Witness(request.user.email), "hand")


def _numbers(request: Request, form: EnrolForm) -> list[int]:
    region = request.workspace.default_region
    numbers = {phones.normalise(one, region) for one in form.typed()}
    rows = Contact.objects.of(request.workspace).filter(phone__in=numbers)
    return list(rows.values_list("pk", flat=True))


def _told(done: Enrolled | Job) -> str:
    if isinstance(done, Job):
        return _many(_("%(number)s people are being enrolled. This page shows how far it is."), done.total)
    said = [_many(_("%(number)s enrolled."), done.count)]
    if done.on_their_way:
        said.append(_many(_("%(number)s are on their way already."), done.on_their_way))
    if done.been_before:
        said.append(_many(_("%(number)s were here before and may not come again yet."), done.been_before))
    if done.unknown:
        said.append(_many(_("%(number)s are archived."), done.unknown))
    return " ".join(said)
