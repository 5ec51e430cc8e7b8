"""A simulation on a page: what would happen to somebody, day by day."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.roles import VIEW
from apps.common.refusals import Refusal
from apps.dashboard import sequence_page
from apps.dashboard.forms.sequences import SimulateForm
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.views.sequences import of
from apps.sequences import simulation
from apps.sequences.models import Version
from apps.sequences.simulation import Story
from apps.sequences.states import Outcome

TONES = {
    Outcome.TEXTED: "sent",
    Outcome.STUCK: "failed",
    Outcome.EXITED: "skipped",
    Outcome.SKIPPED: "skipped",
    Outcome.OPTED_OUT: "opted-out",
    Outcome.COMPLETED: "completed",
}


@needs(VIEW)
@require_safe
def page(request: Request, sequence_id: str) -> HttpResponse:
    """GET: ?version=live who= day= at= replies="""
    sequence = of(request, sequence_id)
    version = sequence_page.shown_version(sequence, request.GET.get("version", ""))
    assert version is not None, "a sequence has a version from its first moment"
    version.workspace = request.workspace
    form = SimulateForm(request.GET, workspace=request.workspace, texts=sequence_page.texts_of(version))
    story = _story(version, form) if form.is_valid() else None
    labels = sequence_page.labels(sequence)
    context = {
        "sequence": sequence,
        "version": version,
        "form": form,
        "story": story,
        "lines": [_line(one, labels) for one in story.lines] if story else [],
    }
    return show(request, "sequences/simulate", context, status=422 if form.errors else 200)


def _story(version: Version, form: SimulateForm) -> Story | None:
    given = form.cleaned_data
    try:
        return simulation.simulate(version, given["who"], form.start(), replies_after=given["replies"])
    except Refusal as refusal:
        form.add_error(None, refusal.text)
        return None


def _line(line: simulation.Line, labels: dict[str, str]) -> dict[str, object]:
    outcome = Outcome(line.outcome)
    label = _("Text leaves") if outcome == Outcome.TEXTED else outcome.label
    return {
        "line": line,
        "step": labels.get(line.step, ""),
        "tone": TONES.get(outcome, "queued"),
        "label": label,
    }
