"""Who leaves before the next step, and why. Asked at every look; reactions.py only makes it prompt."""

from collections.abc import Sequence as Many
from dataclasses import replace

from django.utils.translation import gettext_noop as _

from apps.sequences import facts
from apps.sequences.course import Course
from apps.sequences.models import Enrolment, Sequence
from apps.sequences.states import Outcome
from apps.sequences.turn import Way

OPTED_OUT = Way("opted_out", _("They opted out."), Outcome.OPTED_OUT)
REPLIED = Way("replied", _("They replied."))
GOAL = Way("goal", _("They reached the goal."))


def exits(sequence: Sequence, course: Course, rows: Many[Enrolment]) -> dict[int, Way]:
    """Enrolment id → way out. An opt-out outranks everything, the goal outranks a reply."""
    rules, workspace_id = course.rules, sequence.workspace_id
    ways: dict[int, Way] = {}
    if rules.stop_on_reply or rules.goal_is_reply:
        since = {row.pk: row.enrolled_at for row in rows}
        answered = facts.replied(workspace_id, since, rows)
        ways |= dict.fromkeys(answered, GOAL if rules.goal_is_reply else REPLIED)
    if rules.has_goal_audience:
        ways |= dict.fromkeys(facts.inside(workspace_id, rules.goal, rows), GOAL)
    ways |= _opted_out(workspace_id, rows)
    return ways | {row.pk: Way(*gone) for row in rows if (gone := facts.gone(row.contact))}


def _opted_out(workspace_id: int, rows: Many[Enrolment]) -> dict[int, Way]:
    """Counted at the last text that they got."""
    out = facts.opted_out(workspace_id, rows)
    texts = facts.last_texts(workspace_id, out)
    return {pk: replace(OPTED_OUT, step=texts.get(pk)) for pk in out}
