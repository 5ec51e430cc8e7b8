"""Publishing a draft: what it changes, and what becomes of the people on the way."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.accounts.roles import SEND
from apps.common.refusals import Refusal
from apps.dashboard import sequence_page
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.sequence_diff import changes
from apps.dashboard.views.sequences import of
from apps.sequences import moving, publishing, queries
from apps.sequences.course import Course, course_of
from apps.sequences.jobs import queries as about_jobs
from apps.sequences.models import Job, Sequence, Version


@dataclass(frozen=True, slots=True)
class Lost:
    """A step that the draft does not have, with the people there and where they would go on."""

    step: str
    label: str
    count: int
    suggested: str


@needs(SEND)
def publish(request: Request, sequence_id: str) -> HttpResponse:
    """GET shows. POST: seen, people (finish or move), to_<step> for each step that goes."""
    sequence = of(request, sequence_id)
    draft = queries.draft(sequence)
    if draft is None:
        messages.error(request, _("There is no draft to publish."))
        return redirect("dashboard:sequence", sequence.public_id)
    problem = ""
    if request.method == "POST":
        try:
            _publish(request, sequence)
        except Refusal as refusal:
            problem = refusal.text
        else:
            messages.success(request, _said(sequence))
            return redirect("dashboard:sequence", sequence.public_id)
    context = {**_shown(request, sequence, draft), "problem": problem}
    return show(request, "sequences/publish", context, status=422 if problem else 200)


def _publish(request: Request, sequence: Sequence) -> None:
    given = request.POST
    mapping = {key[3:]: str(value) for key, value in given.items() if key.startswith("to_")}
    publishing.publish(
        sequence,
        request.user.email,
        move=given.get("people") == "move",
        mapping=mapping,
        seen=_moment(given.get("seen", "")),
    )


def _said(sequence: Sequence) -> str:
    said = _("Published. New people begin on it from now on.")
    moving = about_jobs.of(sequence).filter(kind=Job.Kind.MOVE, state=Job.State.RUNNING).exists()
    if not moving:
        return said
    return f"{said} {_('The others are being moved; the page of its people shows how far it is.')}"


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _shown(request: Request, sequence: Sequence, draft: Version) -> dict[str, object]:
    live = queries.live_version(sequence)
    lost = _lost(sequence, draft, live)
    labels = sequence_page.labels(sequence) if lost else {}
    return {
        "sequence": sequence,
        "draft": draft,
        "live": live,
        "changes": changes(request.workspace, live, draft) if live else [],
        "lost": lost,
        "targets": [(key, labels[key]) for key in course_of(draft).order] if lost else [],
        "on_the_way": sum(queries.occupied(sequence, but=draft).values()),
        "chosen": request.POST.get("people", "finish"),
    }


def _lost(sequence: Sequence, draft: Version, live: Version | None) -> list[Lost]:
    """Of older versions too: somebody may still be on their way through one."""
    counts = moving.unmapped(sequence, draft) if live else {}
    if not counts:
        return []
    labels, new = sequence_page.labels(sequence), course_of(draft)
    olds = [course_of(one) for one in queries.published(sequence)]
    return [
        Lost(step, labels.get(step, _("An earlier step")), count, _suggested(olds, new, step))
        for step, count in counts.items()
    ]


def _suggested(olds: list[Course], new: Course, step: str) -> str:
    old = next((one for one in olds if step in one.steps), None)
    return moving.suggested(old, new, step) if old else ""
