"""A simulation tells what would happen, by the engine that does it, and leaves nothing behind."""

from datetime import UTC, datetime
from typing import Any

import pytest

from apps.common import clock
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.sequences import queries
from apps.sequences.refusals import NotSimulable
from apps.sequences.simulation import simulate
from apps.tags import actions as tags
from tests.clockface import DAYTIME, EVENING
from tests.rows import owned_models
from tests.sequences.ways import FOOTER, draft, enrol, of, pass_time, sequence, story, text, texts, tick, wait
from tests.world import World


def everything() -> dict[str, list[dict[str, Any]]]:
    return {model._meta.label: list(model.everywhere.order_by("pk").values()) for model in owned_models()}


def lines(world: World, *steps: dict[str, Any], start: datetime = DAYTIME, **more: Any) -> list[str]:
    made = draft(world.acme, *steps, **more.pop("rules", {}))
    told = simulate(queries.draft(made), more.pop("who", world.dana), start, **more)  # type: ignore[arg-type]
    return [f"{line.at:%m-%d %H:%M} {line.step} {line.outcome}" for line in told.lines]


STEPS = (
    text("s1", "Hi {first_name}"),
    wait("s2", 2),
    {"id": "s3", "kind": "wait_until", "weekdays": [0], "at": "09:30"},
    {"id": "s4", "kind": "if_reply", "since": "s1", "yes": [text("s5", "Great")], "no": [text("s6", "?")]},
)


def test_the_dated_list(world: World) -> None:
    assert lines(world, *STEPS) == [
        "11-18 19:00 s1 texted",
        "11-20 19:00 s2 waited",
        "11-23 14:30 s3 waited",
        "11-23 14:30 s4 no",
        "11-23 14:30 s6 texted",
        "11-23 14:30  completed",
    ]


def test_it_leaves_nothing_behind_and_does_not_move_the_clock(world: World) -> None:
    made = sequence(world.acme, *STEPS)
    enrol(made, world.dana)
    tick()
    before, now = everything(), clock.now()
    version = queries.live_version(made)
    assert version is not None
    for who in (world.dana, world.charlie, None):
        assert simulate(version, who, EVENING).end == "completed"
    assert everything() == before
    assert (clock.now() - now).total_seconds() < 60


def test_it_tells_what_then_happens(world: World) -> None:
    tag = tags.named(world.acme.workspace, ["late"])["late"]
    steps = (
        {"id": "s0", "kind": "tag", "tag": tag.public_id},
        *STEPS[:3],
        {
            "id": "b",
            "kind": "if_audience",
            "audience": {"include": {"tags": [tag.pk]}},
            "yes": [text("s7", "Late")],
            "no": [],
        },
    )
    made = sequence(world.acme, *steps)
    version = queries.live_version(made)
    assert version is not None
    told = simulate(version, world.dana, clock.now())
    enrol(made, world.dana)
    pass_time(days=8)
    assert [(line.step, line.outcome) for line in told.lines] == story(of(made, world.dana))
    assert [line.body.removesuffix(FOOTER) for line in told.lines if line.body] == [
        one.body for one in texts(world.dana)
    ]


def test_a_night_is_slept_through(world: World) -> None:
    assert lines(world, text("s1"), start=EVENING)[0] == "11-19 13:00 s1 texted"


def test_the_hours_of_the_sequence_hold_too(world: World) -> None:
    window = {"window": {"weekdays": [0, 1, 2, 3, 4], "start": "10:00", "end": "17:00"}}
    assert lines(world, text("s1"), start=EVENING, rules=window)[0] == "11-19 15:00 s1 texted"
    friday = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    assert lines(world, text("s1"), start=friday, rules=window)[0] == "11-23 15:00 s1 texted"


def test_what_if_they_answer(world: World) -> None:
    told = lines(world, *STEPS, replies_after="s1", rules={"stop_on_reply": False})
    assert "11-23 14:30 s5 texted" in told
    assert lines(world, *STEPS, replies_after="s1")[-1].endswith("exited")


def test_who_would_be_stuck_is_shown_stuck(world: World) -> None:
    stranger = contacts.create(world.acme.workspace, "+14155552009", {}, source="manual")
    assert lines(world, *STEPS, who=stranger) == ["11-18 19:00 s1 stuck"]
    ledger.grant(world.acme.workspace, -1_000, "Spent", kind="adjustment")
    assert lines(world, *STEPS) == ["11-18 19:00 s1 stuck"]


def test_a_wait_for_years_comes_to_an_end(world: World) -> None:
    yearly = {"id": "w", "kind": "wait_date", "attribute": "birthday", "at": "09:00", "yearly": True}
    contacts.update(world.dana, {"attributes": {"birthday": "1990-11-20"}})
    steps = [dict(yearly, id=f"w{n}") for n in range(6)]
    assert len(lines(world, *steps)) == 4  # three years are looked at


def test_no_steps_no_story(world: World) -> None:
    with pytest.raises(NotSimulable):
        lines(world)
