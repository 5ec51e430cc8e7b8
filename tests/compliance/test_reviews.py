"""What may be an opt-out: marketing pauses, a person decides, and in the end the safe thing is done."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from apps.accounts.models import Workspace
from apps.common import clock
from apps.compliance import actions as compliance
from apps.compliance import many, queries, reviews, tasks
from apps.compliance.deadlines import due, next_business_day
from apps.compliance.models import Suppression
from apps.compliance.refusals import NotOpen
from apps.compliance.statements import Statement
from apps.events.models import Event
from tests.compliance.ledgers import breaks, kinds, lines
from tests.world import CHARLIE, World

NEW_YORK = "America/New_York"
WORDS = {"message": "msg_1", "text": "goodbye", "keyword": "goodbye"}


@pytest.fixture
def review(world: World) -> Suppression:
    return doubtful(world.acme.workspace)


def doubtful(workspace: Workspace) -> Suppression:
    compliance.pause_for_review(workspace.pk, CHARLIE, evidence=WORDS, contact_id=None)
    return reviews.waiting(workspace.pk).get(phone=CHARLIE)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    real = clock.now

    def move(by: timedelta) -> None:
        monkeypatch.setattr("apps.common.clock.now", lambda: real() + by)

    return move


def names(world: World) -> list[str]:
    return list(Event.objects.of(world.acme.workspace).order_by("id").values_list("name", flat=True))


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        ("2026-06-01T15:00", "2026-06-15"),  # Monday to Monday
        ("2026-06-05T15:00", "2026-06-22"),  # Juneteenth, a Friday, does not count
        ("2026-06-06T15:00", "2026-06-22"),  # a Saturday
        ("2026-11-20T15:00", "2026-12-07"),  # Thanksgiving
        ("2026-12-21T15:00", "2027-01-06"),  # Christmas and New Year, both Fridays
        (
            "2027-12-20T15:00",
            "2028-01-05",
        ),  # Christmas on a Saturday is observed on Friday, New Year likewise
        ("2026-06-02T02:00", "2026-06-15"),  # still Monday in New York
    ],
)
def test_ten_business_days(received: str, last_day: str) -> None:
    at = datetime.fromisoformat(received).replace(tzinfo=UTC)
    found = due(at, NEW_YORK)
    assert (found.date().isoformat(), found.tzinfo) == (last_day, ZoneInfo(NEW_YORK))
    assert (found.hour, found.minute) == (23, 59)


def test_no_deadline_falls_on_a_day_off() -> None:
    day = date(2026, 1, 1)
    for _ in range(700):
        after = next_business_day(day)
        assert after > day and after.weekday() < 5
        day += timedelta(days=1)


def test_a_person_decides_that_it_was_an_opt_out(world: World, review: Suppression) -> None:
    acme = world.acme.workspace
    reviews.decide(review, opted_out=True, by="agnes@acme.example", note="She means it")
    assert queries.opted_out(acme.pk, [CHARLIE]) == {CHARLIE}
    line = lines(acme)[-1]
    assert kinds(acme, CHARLIE) == ["opt_in", "review_opened", "opt_out"]
    assert line.evidence == WORDS | {
        "review": review.public_id,
        "by": "agnes@acme.example",
        "reason": "She means it",
    }
    review.refresh_from_db()
    assert (review.lifted_by, review.lift_reason) == ("agnes@acme.example", "They opted out.")
    assert "suppression.lifted" not in names(world)
    assert breaks(acme) == ""


def test_a_person_decides_that_it_was_none(world: World, review: Suppression) -> None:
    acme = world.acme.workspace
    reviews.decide(review, opted_out=False, by="maria@acme.example")
    assert kinds(acme, CHARLIE) == ["opt_in", "review_opened", "review_cleared"]
    assert queries.suppressions(acme.pk, [CHARLIE]) == {}
    assert queries.consenting(acme.pk, [CHARLIE]) == {CHARLIE}
    assert lines(acme)[-1].evidence["by"] == "maria@acme.example"
    assert names(world)[-1] == "suppression.lifted"


@pytest.mark.parametrize("first", [True, False])
def test_the_first_decision_stands(world: World, review: Suppression, first: bool) -> None:
    reviews.decide(review, opted_out=first, by="agnes@acme.example")
    with pytest.raises(NotOpen):
        reviews.decide(review, opted_out=not first, by="maria@acme.example")
    assert bool(queries.opted_out(world.acme.workspace.pk, [CHARLIE])) is first


def test_when_nobody_decides_it_becomes_an_opt_out(
    world: World, review: Suppression, later: Callable[[timedelta], None]
) -> None:
    bobs = doubtful(world.bobco.workspace)
    assert review.due_at and bobs.due_at
    later(review.due_at - clock.now() - timedelta(minutes=1))
    assert not reviews.anything_overdue()
    tasks.end_reviews()
    later(timedelta(days=22))
    assert reviews.anything_overdue()
    for _ in range(2):
        tasks.end_reviews()
    for place in (world.acme.workspace, world.bobco.workspace):
        assert queries.opted_out(place.pk, [CHARLIE]) == {CHARLIE}
        assert kinds(place, CHARLIE) == ["opt_in", "review_opened", "opt_out"]
        assert lines(place)[-1].evidence["reason"] == reviews.NOBODY_DECIDED
        assert breaks(place) == ""


def test_a_clear_stop_answers_the_question(world: World, review: Suppression) -> None:
    compliance.opt_out(world.acme.workspace.pk, CHARLIE, source="keyword", evidence={})
    assert not reviews.waiting(world.acme.workspace.pk).exists()
    assert "suppression.lifted" not in names(world)


def test_who_has_left_is_not_reviewed(world: World) -> None:
    acme = world.acme.workspace.pk
    compliance.opt_out(acme, CHARLIE, source="keyword", evidence={})
    assert not compliance.pause_for_review(acme, CHARLIE, evidence=WORDS, contact_id=None)


def test_a_batch_of_opt_outs_is_one_line_a_number_and_once(world: World) -> None:
    acme = world.acme.workspace
    said = [Statement(f"+1415555{n:04}", None, {"keyword": "STOP"}) for n in range(300)]
    assert len(many.opt_out(acme.pk, [*said, *said], source="api")) == 300
    assert many.opt_out(acme.pk, said, source="api") == set()
    assert sum(name == "contact.opted_out" for name in names(world)) == 300
    assert breaks(acme) == ""
