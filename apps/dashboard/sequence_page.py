"""What a sequence's page shows: its cards, with the numbers on each, and its rules."""

from collections.abc import Mapping
from collections.abc import Sequence as Many
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.roles import EDIT, SEND
from apps.dashboard.requests import Request
from apps.dashboard.sequence_rule_words import rules_in_words
from apps.dashboard.sequence_words import ICONS, Wording, wording
from apps.sequences import numbers, queries, reading, rules
from apps.sequences.models import Sequence, Version
from apps.sequences.numbers import Numbers
from apps.sequences.steps import Branch, End, Step, Text, walk

# What "add a step" offers: (kind, what it says).
OFFERED = (
    ("text", pgettext_lazy("step", "Text")),
    ("wait_for", _("Wait some time")),
    ("wait_until", _("Wait for a day and hour")),
    ("wait_date", _("Wait for a date of theirs")),
    ("if_reply", _("Did they reply?")),
    ("if_text", _("What became of a text?")),
    ("if_audience", _("Are they in an audience?")),
    ("tag", pgettext_lazy("verb", "Tag")),
    ("untag", _("Take a tag off")),
    ("to_list", _("Put on a list")),
    ("off_list", _("Take off a list")),
    ("to_stage", _("Move to a stage")),
    ("end", _("End here")),
)


@dataclass(frozen=True)
class Card:
    """One step. `numbers` are people; `yes` and `no` hold the cards of a branch."""

    step: Step
    title: str
    detail: str
    icon: str
    body: str
    numbers: Numbers
    is_first: bool
    is_last: bool
    yes: list["Card"] = field(default_factory=list)
    no: list["Card"] = field(default_factory=list)

    @property
    def is_branch(self) -> bool:
        return isinstance(self.step, Branch)

    @property
    def is_text(self) -> bool:
        return isinstance(self.step, Text)

    @property
    def is_end(self) -> bool:
        return isinstance(self.step, End)


def shown_version(sequence: Sequence, wish: str) -> Version | None:
    """The draft, when there is one and nobody asks for the live one; else the live one."""
    draft = None if wish == "live" else queries.draft(sequence)
    return draft or queries.live_version(sequence) or queries.draft(sequence)


def page(request: Request, sequence: Sequence) -> dict[str, Any]:
    """The whole page: about fifteen short queries and three grouped counts."""
    version = shown_version(sequence, request.GET.get("version", ""))
    assert version is not None, "a sequence has a version from its first moment"
    live, draft = queries.live_version(sequence), queries.draft(sequence)
    is_draft = version.published_at is None
    may_edit = request.member.may(EDIT) and sequence.state != Sequence.State.ENDED
    return {
        "sequence": sequence,
        "version": version,
        "live": live,
        "draft": draft,
        "is_draft": is_draft,
        "cards": cards(sequence, version),
        "rules": rules_in_words(request.workspace, rules.read(version.rules)),
        "total": numbers.totals([sequence]).get(sequence.pk),
        "offered": OFFERED,
        "may_edit": may_edit,
        "may_change": may_edit and (is_draft or draft is None),
        "may_send": request.member.may(SEND) and sequence.state != Sequence.State.ENDED,
    }


def cards(sequence: Sequence, version: Version) -> list[Card]:
    """The cards of a version in their order."""
    steps = reading.read(version.steps)
    said = wording(sequence.workspace, [step for _, step in walk(steps)])
    return _cards(said, steps, numbers.of_steps(sequence))


def _cards(said: Wording, steps: Many[Step], counted: Mapping[str, Numbers]) -> list[Card]:
    return [
        Card(
            step,
            said.title(step),
            said.detail(step),
            ICONS[step.kind],
            step.body if isinstance(step, Text) else "",
            counted.get(step.id) or Numbers(),
            is_first=place == 0,
            is_last=place == len(steps) - 1,
            yes=_cards(said, step.yes, counted) if isinstance(step, Branch) else [],
            no=_cards(said, step.no, counted) if isinstance(step, Branch) else [],
        )
        for place, step in enumerate(steps)
    ]


def labels(sequence: Sequence) -> dict[str, str]:
    """Step id → its line, over all versions: for lists of people and for choosing a step."""
    versions = Version.objects.of(sequence.workspace_id).filter(sequence=sequence).order_by("number")
    steps = {step.id: step for one in versions for _, step in walk(reading.read(one.steps))}
    said = wording(sequence.workspace, steps.values())
    return {key: _label(said, step) for key, step in steps.items()}


def _label(said: Wording, step: Step) -> str:
    if isinstance(step, Text):
        body = f"{step.body[:40]}{'…' if len(step.body) > 40 else ''}"
        return gettext("Text: %(body)s") % {"body": body}
    return said.title(step)


def texts_of(version: Version) -> list[tuple[str, str]]:
    """(step id, "text 1: Hello…") of every text, for selects."""
    found = [step for _, step in walk(reading.read(version.steps)) if isinstance(step, Text)]
    return [
        (one.id, gettext("text %(number)s: %(body)s") % {"number": number, "body": one.body[:40]})
        for number, one in enumerate(found, 1)
    ]
