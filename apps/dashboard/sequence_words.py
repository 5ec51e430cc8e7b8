"""Steps and rules in the words of their readers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time

from apps.accounts.models import Workspace
from apps.audiences import spec as audiences
from apps.dashboard.composer.naming import described
from apps.lists.models import ContactList
from apps.pipeline.models import Stage
from apps.senders.models import Sender
from apps.sequences.rules import Rules, Window
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

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BECAME = {
    "delivered": "was delivered",
    "sent": "was sent",
    "failed": "failed",
    "replied": "was answered",
}
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
GONE = "something that is gone"


@dataclass(frozen=True)
class Wording:
    """Says steps of one workspace; `names` and `texts` are looked up once a page."""

    workspace: Workspace
    names: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)

    def name(self, public_id: str) -> str:
        return self.names.get(public_id, GONE)

    def text(self, step_id: str) -> str:
        return self.texts.get(step_id, "a text")

    def title(self, step: Step) -> str:
        """One line."""
        match step:
            case Text():
                return "Send a text"
            case WaitFor(amount=amount, unit=unit):
                return f"Wait {amount:,} {unit if amount != 1 else unit.removesuffix('s')}"
            case WaitUntil(weekdays=days, at=at):
                return f"Wait until {_weekdays(days)}{at:%H:%M}"
            case WaitDate():
                return f"Wait until {_offset(step.offset)}their {step.attribute}, {step.at:%H:%M}"
            case IfAudience(audience=audience):
                return f"Are they {self.audience(audience)}?"
            case IfReply():
                return self._reply(step)
            case IfText(text=text, became=became):
                return f"Has {self.text(text)} {BECAME[became].replace('was ', 'been ')}?"
        return self._act(step)

    def _reply(self, step: IfReply) -> str:
        since = f" to {self.text(step.since)}" if step.since else ""
        words = f" with {_either(step.words)}" if step.words else ""
        return f"Did they reply{since}{words}?"

    def _act(self, step: Step) -> str:
        match step:
            case Untag(tag=tag):
                return f"Take the tag “{self.name(tag)}” off"
            case Tag(tag=tag):
                return f"Tag with “{self.name(tag)}”"
            case OffList(list=target):
                return f"Take off the list {self.name(target)}"
            case ToList(list=target):
                return f"Put on the list {self.name(target)}"
            case ToStage(stage=stage):
                return f"Move to {self.name(stage)}"
            case End():
                return "The sequence ends here"
        return step.kind

    def detail(self, step: Step) -> str:
        """What a second line adds, or nothing."""
        match step:
            case Text(sender=sender) if sender:
                return f"From {self.name(sender)}."
            case WaitUntil():
                return "By the clock where they are."
            case WaitDate(yearly=yearly, otherwise=otherwise):
                every = "Every year. " if yearly else ""
                none = "leaves" if otherwise == "leave" else "goes on at once"
                return f"{every}Who has no such date, or a past one, {none}."
        return ""

    def audience(self, spec: audiences.Spec) -> str:
        """in Newsletter or #vip, without Staff."""
        said = described(self.workspace, spec)
        names = [name.removeprefix("in ") for name in said.include]  # stages bring an "in" of their own
        without = f", without {', '.join(said.exclude)}" if said.exclude else ""
        return f"in {' or '.join(names) or GONE}{without}"


def _either(words: Iterable[str]) -> str:
    return " or ".join(f"“{word}”" for word in words)


def _weekdays(days: tuple[int, ...]) -> str:
    if not days or len(days) == 7:
        return ""
    if days == (0, 1, 2, 3, 4):
        return "a working day, "
    return " or ".join(DAYS[day] for day in days) + ", "


def _offset(days: int) -> str:
    if not days:
        return ""
    many = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{many} {'before' if days < 0 else 'after'} "


def wording(workspace: Workspace, steps: Iterable[Step]) -> Wording:
    """The words for these steps: the names of what they point to, and a number for each text."""
    held = list(steps)
    ids = {value for one in held for value in _pointers(one)}
    names: dict[str, str] = {}
    for model in (TagRow, ContactList, Stage):
        names |= dict(model.objects.of(workspace).filter(public_id__in=ids).values_list("public_id", "name"))  # type: ignore[attr-defined]
    names |= {one.public_id: str(one) for one in Sender.objects.of(workspace).filter(public_id__in=ids)}
    texts = [one.id for one in held if isinstance(one, Text)]
    return Wording(workspace, names, {one: f"text {number}" for number, one in enumerate(texts, 1)})


def _pointers(step: Step) -> list[str]:
    found = (getattr(step, name, "") for name in ("sender", "tag", "list", "stage"))
    return [one for one in found if isinstance(one, str) and one]


def rules_in_words(workspace: Workspace, rules: Rules) -> list[tuple[str, str]]:
    """(what, how it is) for each rule."""
    return [
        ("Begins", _begins(workspace, rules)),
        ("Hours", window_in_words(rules.window)),
        ("Goal", _goal(workspace, rules)),
        ("A reply", "ends it" if rules.stop_on_reply or rules.goal_is_reply else "does not end it"),
        ("Again", _again(rules)),
    ]


def window_in_words(window: Window | None) -> str:
    if window is None:
        return "whenever the law allows"
    end = "midnight" if window.end == time.min else f"{window.end:%H:%M}"
    days = _weekdays(window.weekdays).removesuffix(", ").replace("a working day", "working days")
    return f"{window.start:%H:%M} to {end}{', ' + days if days else ''}, where they are"


def _begins(workspace: Workspace, rules: Rules) -> str:
    ids = [*rules.lists, *rules.tags, *rules.stages]
    if not ids:
        return "by hand, by a keyword or through the API"
    said: dict[str, str] = {}
    for model, how in ((ContactList, "put on {}"), (TagRow, "tagged {}"), (Stage, "moved to {}")):
        rows = model.objects.of(workspace).filter(public_id__in=ids).values_list("public_id", "name")  # type: ignore[attr-defined]
        said |= {public_id: how.format(name) for public_id, name in rows}
    return "who is " + ", or ".join(said.get(one, GONE) for one in ids)


def _goal(workspace: Workspace, rules: Rules) -> str:
    ways = []
    if rules.has_goal_audience:
        ways.append(f"they are {Wording(workspace, {}).audience(rules.goal)}")
    if rules.goal_is_reply:
        ways.append("they reply")
    return " or ".join(ways) or "none"


def _again(rules: Rules) -> str:
    if rules.reentry == "after":
        return f"{rules.reentry_days} day{'' if rules.reentry_days == 1 else 's'} after the last time"
    return {"never": "never", "finished": "whenever they have finished"}[rules.reentry]
