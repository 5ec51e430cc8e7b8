"""The rules of a version: hours, goal, reply, who may come again, and what enrols people by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from apps.audiences import spec as audiences
from apps.audiences.refusals import BadAudience
from apps.sequences.reader import Reader
from apps.sequences.refusals import BadRules

REENTRY = ("never", "finished", "after")


@dataclass(frozen=True, slots=True)
class Window:
    """When texts may go, where the recipient is, within what the law allows. No weekdays: every day."""

    weekdays: tuple[int, ...]
    start: time
    end: time  # 00:00 is midnight at the end of the day

    def as_data(self) -> dict[str, Any]:
        return {"weekdays": [*self.weekdays], "start": f"{self.start:%H:%M}", "end": f"{self.end:%H:%M}"}


@dataclass(frozen=True, slots=True)
class Rules:
    """Of one version. The goal: whoever comes into this audience, or replies, has reached it and leaves."""

    window: Window | None = None
    goal: audiences.Spec = field(default_factory=audiences.Spec)
    goal_is_reply: bool = False
    stop_on_reply: bool = True
    reentry: str = "never"
    reentry_days: int = 30
    lists: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()

    @property
    def has_goal_audience(self) -> bool:
        return not self.goal.include.is_empty

    def as_data(self) -> dict[str, Any]:
        return {
            "window": self.window.as_data() if self.window else None,
            "goal": {"audience": self.goal.as_data(), "reply": self.goal_is_reply},
            "stop_on_reply": self.stop_on_reply,
            "reentry": {"mode": self.reentry, "days": self.reentry_days},
            "triggers": {"lists": [*self.lists], "tags": [*self.tags], "stages": [*self.stages]},
        }


def read(data: Any) -> Rules:
    """Rules from their data; what is not given is as it is by default. Raises BadRules naming the place."""
    reader = Reader(data if data is not None else {}, "rules", BadRules)
    goal, reentry, triggers = (_part(reader, name) for name in ("goal", "reentry", "triggers"))
    stop = reader.raw("stop_on_reply", True)
    if not isinstance(stop, bool):
        reader.refuse("stop_on_reply", "is true or false.")
    rules = Rules(
        window=_window(reader),
        goal=_audience(goal),
        goal_is_reply=goal.flag("reply"),
        stop_on_reply=stop,
        reentry=reentry.one_of("mode", REENTRY),
        reentry_days=reentry.whole("days", 1, 3_650, 30),
        lists=triggers.public_ids("lists", "lst"),
        tags=triggers.public_ids("tags", "tag"),
        stages=triggers.public_ids("stages", "stg"),
    )
    for part in (goal, reentry, triggers, reader):
        part.done()
    return rules


def _part(reader: Reader, name: str) -> Reader:
    value = reader.raw(name)
    return Reader(value if value is not None else {}, f"rules.{name}", BadRules)


def _window(reader: Reader) -> Window | None:
    if not (value := reader.raw("window")):
        return None
    part = Reader(value, "rules.window", BadRules)
    window = Window(part.weekdays("weekdays"), part.clock("start"), part.clock("end"))
    part.done()
    if window.end <= window.start and window.end != time.min:
        part.refuse("end", "is after the start, on the same day.")
    return window


def _audience(goal: Reader) -> audiences.Spec:
    value = goal.raw("audience") or {}
    try:
        spec = audiences.read(value if isinstance(value, Mapping) else None)
    except BadAudience as refusal:
        raise BadRules(refusal.record, field=f"rules.goal.{refusal.at}") from refusal
    if spec.include.all:
        goal.refuse("audience", "is everybody: nobody would ever be on the way.")
    return spec
