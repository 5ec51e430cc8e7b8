"""The rules of a sequence in the words of their readers."""

from datetime import time

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.dashboard.sequence_words import GONE, WORKING_DAYS, Shape, Wording, either, is_daily, named_days
from apps.lists.models import ContactList
from apps.pipeline.models import Stage
from apps.sequences.rules import Rules, Window
from apps.tags.models import Tag as TagRow

REACHED = Shape(_("they are in %(names)s"), _("they are in %(names)s, without %(others)s"))


def rules_in_words(workspace: Workspace, rules: Rules) -> list[tuple[str, str]]:
    """(what, how it is) for each rule."""
    ends = rules.stop_on_reply or rules.goal_is_reply
    return [
        (gettext("Begins"), _begins(workspace, rules)),
        (gettext("Hours"), window_in_words(rules.window)),
        (gettext("Goal"), _goal(workspace, rules)),
        (gettext("A reply"), gettext("ends it") if ends else gettext("does not end it")),
        (gettext("Again"), _again(rules)),
    ]


def window_in_words(window: Window | None) -> str:
    if window is None:
        return gettext("whenever the law allows")
    end = gettext("midnight") if window.end == time.min else f"{window.end:%H:%M}"
    said = {"start": f"{window.start:%H:%M}", "end": end, "days": _days(window.weekdays)}
    if is_daily(window.weekdays):
        return gettext("%(start)s to %(end)s, where they are") % said
    return gettext("%(start)s to %(end)s, %(days)s, where they are") % said


def _days(days: tuple[int, ...]) -> str:
    return gettext("working days") if days == WORKING_DAYS else named_days(days)


BEGINS = (
    (ContactList, _("put on %(name)s")),
    (TagRow, _("tagged %(name)s")),
    (Stage, _("moved to %(name)s")),
)


def _begins(workspace: Workspace, rules: Rules) -> str:
    ids = [*rules.lists, *rules.tags, *rules.stages]
    if not ids:
        return gettext("by hand, by a keyword or through the API")
    said: dict[str, str] = {}
    for model, how in BEGINS:
        rows = model.objects.of(workspace).filter(public_id__in=ids).values_list("public_id", "name")  # type: ignore[attr-defined]
        said |= {public_id: str(how) % {"name": name} for public_id, name in rows}
    ways = f", {gettext('or')} ".join(said.get(one) or str(GONE) for one in ids)
    return gettext("who is %(ways)s") % {"ways": ways}


def _goal(workspace: Workspace, rules: Rules) -> str:
    ways = []
    if rules.has_goal_audience:
        ways.append(Wording(workspace, {}).audience(rules.goal, REACHED))
    if rules.goal_is_reply:
        ways.append(gettext("they reply"))
    return either(ways) or gettext("none")


def _again(rules: Rules) -> str:
    if rules.reentry == "after":
        days = rules.reentry_days
        said = ngettext("%(days)s day after the last time", "%(days)s days after the last time", days)
        return said % {"days": days}
    return gettext("never") if rules.reentry == "never" else gettext("whenever they have finished")
