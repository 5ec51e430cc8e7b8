"""What a draft changes, in words."""

from dataclasses import dataclass

from apps.accounts.models import Workspace
from apps.dashboard.sequence_rule_words import rules_in_words
from apps.dashboard.sequence_words import Wording, wording
from apps.sequences import reading, rules
from apps.sequences.models import Version
from apps.sequences.steps import Branch, Step, Text, walk


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is added, removed, changed, moved or rule; `was` and `now` are shown beneath each other."""

    kind: str
    what: str
    was: str = ""
    now: str = ""


def changes(workspace: Workspace, old: Version | None, new: Version) -> list[Change]:
    """From the version that runs to the draft, in the order of the draft; the removed last."""
    before, after = _steps(old), _steps(new)
    said = wording(workspace, [*before.values(), *(one for key, one in after.items() if key not in before)])
    found = [change for key, one in after.items() if (change := _step(said, before.get(key), one))]
    found += [
        Change("removed", said.title(one), was=_body(one)) for key, one in before.items() if key not in after
    ]
    return [*found, *_moved(said, before, after), *_rules(workspace, old, new)]


def _steps(version: Version | None) -> dict[str, Step]:
    return {one.id: one for _, one in walk(reading.read(version.steps))} if version else {}


def _step(said: Wording, old: Step | None, new: Step) -> Change | None:
    if old is None:
        return Change("added", said.title(new), now=_body(new))
    if _own(old) == _own(new):
        return None
    if _body(old) != _body(new):
        return Change("changed", said.title(new), _body(old), _body(new))
    was = f"{said.title(old)}. {said.detail(old)}", f"{said.title(new)}. {said.detail(new)}"
    return Change("changed", said.title(new), *was)


def _own(step: Step) -> dict[str, object]:
    """Without its sides: what changed in them is a change of theirs."""
    data = step.as_data()
    return {
        key: value for key, value in data.items() if not (isinstance(step, Branch) and key in ("yes", "no"))
    }


def _body(step: Step) -> str:
    return step.body if isinstance(step, Text) else ""


def _moved(said: Wording, before: dict[str, Step], after: dict[str, Step]) -> list[Change]:
    """Those of the kept steps that stand elsewhere among the kept."""
    kept = [key for key in before if key in after], [key for key in after if key in before]
    if kept[0] == kept[1]:
        return []
    return [Change("moved", said.title(after[new])) for old, new in zip(*kept, strict=True) if old != new]


def _rules(workspace: Workspace, old: Version | None, new: Version) -> list[Change]:
    now = rules_in_words(workspace, rules.read(new.rules))
    was = rules_in_words(workspace, rules.read(old.rules)) if old else [(what, "") for what, _ in now]
    pairs = zip(was, now, strict=True)
    return [Change("rule", what, before, after) for (_, before), (what, after) in pairs if before != after]
