"""Steps and rules that make no sense are refused with the place, before anybody walks through them."""

from typing import Any

import pytest

from apps.sequences import actions, publishing, reading, rules
from apps.sequences.reading import DEEPEST, MOST
from apps.sequences.refusals import BadRules, BadSteps
from apps.tags import actions as tags
from tests.sequences.ways import ACTOR, draft, text, wait
from tests.world import World

TAG = "tag_" + "0" * 26


def deep(levels: int) -> dict[str, Any]:
    step: dict[str, Any] = text("end")
    for level in range(levels):
        step = {"id": f"b{level}", "kind": "if_reply", "yes": [step], "no": []}
    return step


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ("nonsense", "steps"),
        ({"0": text("a")}, "steps"),
        (["text"], "steps[0]"),
        ([{"id": "a"}], "steps[0].kind"),
        ([{"id": "a", "kind": ["text"]}], "steps[0].kind"),
        ([text("")], "steps[0].id"),
        ([text("a"), text("a")], "steps[1].id"),
        ([text("a", " ")], "steps[0].body"),
        ([text("a", "x" * 1_601)], "steps[0].body"),
        ([text("a", 7)], "steps[0].body"),  # type: ignore[arg-type]
        ([text("a", sender="snd_1")], "steps[0].sender"),
        ([text("a", refused="shout")], "steps[0].refused"),
        ([text("a", colour="red")], "steps[0]"),
        ([wait("a", 0)], "steps[0].amount"),
        ([wait("a", True)], "steps[0].amount"),
        ([wait("a", 1, "moons")], "steps[0].unit"),
        ([{"id": "a", "kind": "wait_until", "at": "25:00"}], "steps[0].at"),
        ([{"id": "a", "kind": "wait_until", "at": "09:00", "weekdays": [7]}], "steps[0].weekdays"),
        ([{"id": "a", "kind": "wait_until", "at": "09:00", "weekdays": [[]]}], "steps[0].weekdays"),
        ([{"id": "a", "kind": "wait_date", "at": "09:00"}], "steps[0].attribute"),
        ([{"id": "a", "kind": "tag", "tag": "vip"}], "steps[0].tag"),
        ([{"id": "a", "kind": "tag"}], "steps[0].tag"),
        ([{"id": "a", "kind": "if_audience", "audience": {}}], "steps[0].audience"),
        ([{"id": "a", "kind": "if_audience", "audience": {"include": {"tags": ["x"]}}}], None),
        ([{"id": "a", "kind": "if_text", "text": "b"}, text("b")], "steps[0].text"),
        ([{"id": "a", "kind": "if_reply", "since": "zz"}], "steps[0].since"),
        ([{"id": "a", "kind": "if_reply", "words": [1]}], "steps[0].words"),
        ([{"id": "a", "kind": "if_reply", "yes": [text("b", "")]}], "steps[0].yes[0].body"),
        ([{"id": "a", "kind": "if_reply", "no": "x"}], "steps[0].no"),
        ([deep(DEEPEST + 1)], "steps[0].yes[0].yes[0].yes[0].yes[0].yes[0].yes"),
        ([text(f"t{n}") for n in range(MOST + 1)], "steps"),
    ],
)
def test_a_step_that_is_wrong_is_named_by_its_place(steps: Any, place: str | None) -> None:
    with pytest.raises(BadSteps) as refused:
        reading.read(steps)
    if place is not None:
        assert refused.value.at == place
    assert refused.value.at.startswith("steps")


def test_what_was_read_reads_the_same_again() -> None:
    given = [
        text("a", sender="", refused="leave"),
        {"id": "b", "kind": "wait_until", "weekdays": [4, 0, 4], "at": "09:30"},
        {"id": "c", "kind": "wait_date", "attribute": "day", "offset": -3, "at": "10:00", "yearly": True},
        {"id": "d", "kind": "if_text", "text": "a", "became": "sent", "yes": [deep(2)], "no": []},
        {"id": "e", "kind": "untag", "tag": TAG},
        {"id": "f", "kind": "if_audience", "audience": {"include": {"tags": [1]}}, "yes": [], "no": []},
    ]
    once = [one.as_data() for one in reading.read(given)]
    assert [one.as_data() for one in reading.read(once)] == once
    assert once[1]["weekdays"] == [0, 4]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ([], "rules"),
        ({"window": []}, None),
        ({"window": {"start": "17:00", "end": "09:00"}}, "rules.window.end"),
        ({"window": {"start": "9", "end": "17:00"}}, "rules.window.start"),
        ({"goal": {"audience": {"include": {"all": True}}}}, "rules.goal.audience"),
        ({"goal": {"audience": {"include": {"tags": "x"}}}}, "rules.goal.include.tags"),
        ({"goal": {"audience": 7}}, "rules.goal.audience"),
        ({"goal": 7}, "rules.goal"),
        ({"stop_on_reply": "no"}, "rules.stop_on_reply"),
        ({"reentry": {"mode": "often"}}, "rules.reentry.mode"),
        ({"reentry": {"mode": "after", "days": 0}}, "rules.reentry.days"),
        ({"triggers": {"tags": ["vip"]}}, "rules.triggers.tags"),
        ({"triggers": {"moons": []}}, "rules.triggers"),
        ({"colour": "red"}, "rules"),
    ],
)
def test_a_rule_that_is_wrong_is_named_by_its_place(data: Any, place: str | None) -> None:
    if place is None:
        assert rules.read(data).window is None
        return
    with pytest.raises(BadRules) as refused:
        rules.read(data)
    assert refused.value.at == place


def test_nothing_is_published_that_names_what_is_not_there(world: World) -> None:
    tag = tags.named(world.bobco.workspace, ["vip"])["vip"]
    made = draft(world.acme, {"id": "a", "kind": "tag", "tag": tag.public_id})
    with pytest.raises(BadSteps) as refused:
        publishing.publish(made, ACTOR)
    assert refused.value.at == "steps[0]"
    actions.write(made, steps=[text("a")], rules_={"triggers": {"tags": [tag.public_id]}})
    with pytest.raises(BadRules) as wrong:
        publishing.publish(made, ACTOR)
    assert wrong.value.at == "rules.triggers.tags"
    empty = draft(world.acme)
    with pytest.raises(BadSteps):
        publishing.publish(empty, ACTOR)
