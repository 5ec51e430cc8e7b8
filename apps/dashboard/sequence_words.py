"""Steps and rules in the words of their readers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.audiences import spec as audiences
from apps.dashboard.composer.naming import described
from apps.lists.models import ContactList
from apps.pipeline.models import Stage
from apps.senders.models import Sender
from apps.sequences.steps import (
    End,
    IfAudience,
    IfReply,
    IfText,
    OffList,
    Step,
    Tag,
    Text,
    ToList,
    ToStage,
    Untag,
    WaitDate,
    WaitFor,
    WaitUntil,
)
from apps.tags.models import Tag as TagRow

WAITS = {
    "days": ngettext_lazy("Wait %(number)s day", "Wait %(number)s days", "count"),
    "hours": ngettext_lazy("Wait %(number)s hour", "Wait %(number)s hours", "count"),
    "minutes": ngettext_lazy("Wait %(number)s minute", "Wait %(number)s minutes", "count"),
    "weeks": ngettext_lazy("Wait %(number)s week", "Wait %(number)s weeks", "count"),
}
BECAME = {
    "delivered": _("Has %(text)s been delivered?"),
    "sent": _("Has %(text)s been sent?"),
    "failed": _("Has %(text)s failed?"),
    "replied": _("Has %(text)s been answered?"),
}
WORKING_DAYS = (0, 1, 2, 3, 4)
ICONS = {
    "text": "chat-bubble-left",
    "wait_for": "clock",
    "wait_until": "clock",
    "wait_date": "calendar",
    "if_audience": "arrows-right-left",
    "if_reply": "arrows-right-left",
    "if_text": "arrows-right-left",
    "tag": "tag",
    "untag": "tag",
    "to_list": "queue-list",
    "off_list": "queue-list",
    "to_stage": "view-columns",
    "end": "flag",
}
GONE = _("something that is gone")


@dataclass(frozen=True, slots=True)
class Shape:
    """A sentence about an audience: without exclusions, and with them."""

    alone: str | Promise
    without: str | Promise


QUESTION = Shape(_("Are they in %(names)s?"), _("Are they in %(names)s, without %(others)s?"))


@dataclass(frozen=True)
class Wording:
    """Says steps of one workspace; `names` and `texts` are looked up once a page."""

    workspace: Workspace
    names: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)

    def name(self, public_id: str) -> str:
        return self.names.get(public_id) or str(GONE)

    def text(self, step_id: str) -> str:
        return self.texts.get(step_id) or gettext("a text")

    def title(self, step: Step) -> str:
        """One line."""
        match step:
            case Text():
                return gettext("Send a text")
            case WaitFor(amount=amount, unit=unit):
                return WAITS[unit] % {"count": amount, "number": intcomma(amount)}
            case WaitUntil(weekdays=days, at=at):
                return _wait_until(days, f"{at:%H:%M}")
            case WaitDate():
                return _wait_date(step)
            case IfAudience(audience=audience):
                return self.audience(audience, QUESTION)
            case IfReply():
                return self._reply(step)
            case IfText(text=text, became=became):
                return str(BECAME[became]) % {"text": self.text(text)}
        return self._act(step)

    def _reply(self, step: IfReply) -> str:
        said = {"text": self.text(step.since) if step.since else "", "words": _either(step.words)}
        if step.since and step.words:
            return gettext("Did they reply to %(text)s with %(words)s?") % said
        if step.since:
            return gettext("Did they reply to %(text)s?") % said
        return gettext("Did they reply with %(words)s?") % said if step.words else gettext("Did they reply?")

    def _act(self, step: Step) -> str:
        match step:
            case Untag(tag=tag):
                return gettext("Take the tag “%(name)s” off") % {"name": self.name(tag)}
            case Tag(tag=tag):
                return gettext("Tag with “%(name)s”") % {"name": self.name(tag)}
            case OffList(list=target):
                return gettext("Take off the list %(name)s") % {"name": self.name(target)}
            case ToList(list=target):
                return gettext("Put on the list %(name)s") % {"name": self.name(target)}
            case ToStage(stage=stage):
                return gettext("Move to %(name)s") % {"name": self.name(stage)}
            case End():
                return gettext("The sequence ends here")
        return step.kind

    def detail(self, step: Step) -> str:
        """What a second line adds, or nothing."""
        match step:
            case Text(sender=sender) if sender:
                return gettext("From %(sender)s.") % {"sender": self.name(sender)}
            case WaitUntil():
                return gettext("By the clock where they are.")
            case WaitDate(yearly=yearly, otherwise=otherwise):
                leaves = gettext("Who has no such date, or a past one, leaves.")
                goes_on = gettext("Who has no such date, or a past one, goes on at once.")
                said = leaves if otherwise == "leave" else goes_on
                return f"{gettext('Every year.')} {said}" if yearly else said
        return ""

    def audience(self, spec: audiences.Spec, shape: Shape) -> str:
        """in Newsletter or #vip, without Staff; as the shape has it."""
        said = described(self.workspace, spec)
        within = gettext("in %(stage)s") % {"stage": ""}  # stages bring an "in" of their own
        names = either(name.removeprefix(within) for name in said.include) or str(GONE)
        if not said.exclude:
            return str(shape.alone) % {"names": names}
        return str(shape.without) % {"names": names, "others": ", ".join(said.exclude)}


def either(names: Iterable[str]) -> str:
    """Ann or Bob."""
    return f" {gettext('or')} ".join(names)


def _either(words: Iterable[str]) -> str:
    return either(f"“{word}”" for word in words)


def named_days(days: tuple[int, ...]) -> str:
    return either(str(WEEKDAYS[day]) for day in days)


def is_daily(days: tuple[int, ...]) -> bool:
    return not days or len(days) == 7


def _wait_until(days: tuple[int, ...], at: str) -> str:
    if is_daily(days):
        return gettext("Wait until %(time)s") % {"time": at}
    if days == WORKING_DAYS:
        return gettext("Wait until a working day, %(time)s") % {"time": at}
    return gettext("Wait until %(days)s, %(time)s") % {"days": named_days(days), "time": at}


def _wait_date(step: WaitDate) -> str:
    many = abs(step.offset)
    said = {"days": many, "field": step.attribute, "time": f"{step.at:%H:%M}"}
    if not step.offset:
        return gettext("Wait until their %(field)s, %(time)s") % said
    before = ngettext(
        "Wait until %(days)s day before their %(field)s, %(time)s",
        "Wait until %(days)s days before their %(field)s, %(time)s",
        many,
    )
    after = ngettext(
        "Wait until %(days)s day after their %(field)s, %(time)s",
        "Wait until %(days)s days after their %(field)s, %(time)s",
        many,
    )
    return (before if step.offset < 0 else after) % said


def wording(workspace: Workspace, steps: Iterable[Step]) -> Wording:
    """The words for these steps: the names of what they point to, and a number for each text."""
    held = list(steps)
    ids = {value for one in held for value in _pointers(one)}
    names: dict[str, str] = {}
    for model in (TagRow, ContactList, Stage):
        names |= dict(model.objects.of(workspace).filter(public_id__in=ids).values_list("public_id", "name"))  # type: ignore[attr-defined]
    names |= {one.public_id: str(one) for one in Sender.objects.of(workspace).filter(public_id__in=ids)}
    texts = [one.id for one in held if isinstance(one, Text)]
    return Wording(
        workspace,
        names,
        {one: gettext("text %(number)s") % {"number": number} for number, one in enumerate(texts, 1)},
    )


def _pointers(step: Step) -> list[str]:
    found = (getattr(step, name, "") for name in ("sender", "tag", "list", "stage"))
    return [one for one in found if isinstance(one, str) and one]
