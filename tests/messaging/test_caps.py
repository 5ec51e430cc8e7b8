"""Frequency limits: the states' and Acme's own, over all campaigns and sends together."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from apps.accounts.models import Workspace
from apps.common import clock
from apps.compliance.models import Decision
from apps.compliance.verdicts import Refuse
from apps.contacts.models import Contact
from apps.messaging import horizon, rescreening
from apps.messaging.claiming import take_some
from apps.messaging.models import Message
from apps.messaging.states import State
from tests.clockface import DAYTIME, set_clock
from tests.messaging.orders import queued, send
from tests.world import World, consenting


@pytest.fixture(autouse=True)
def _forget_the_horizon() -> None:
    """SQLite gives keys again that a test before used up and rolled back."""
    horizon._searched.cache_clear()


@pytest.fixture
def flora(world: World) -> Contact:
    """Flora lives in Florida: three texts in 24 hours."""
    return consenting(world.acme.workspace, "Flora", "+13055552009")


def capped(world: World, per_day: int | None = None, per_week: int | None = None) -> None:
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(cap_per_day=per_day, cap_per_week=per_week)
    world.acme.workspace.refresh_from_db()


def outcome(world: World, contact: Contact, **more: object) -> str:
    (draft,) = send(world.acme, contact, **more)
    return draft.verdict.rule if draft.verdict else "queued"


def test_flora_gets_three_texts_in_a_day_and_charlie_as_many_as_you_like(
    world: World, flora: Contact
) -> None:
    assert [outcome(world, flora) for _ in range(4)] == ["queued"] * 3 + ["frequency_cap"]
    assert [outcome(world, world.charlie) for _ in range(5)] == ["queued"] * 5


def test_the_refusal_names_the_rule_and_the_texts(world: World, flora: Contact) -> None:
    texts = [queued(world.acme, flora) for _ in range(3)]
    (draft,) = send(world.acme, flora)
    assert isinstance(draft.verdict, Refuse) and draft.verdict.temporary
    assert draft.verdict.reason == (
        "They were texted 3 times within 24 hours, which is the limit (US-FL@2021-07-01)."
    )
    (decision,) = Decision.objects.of(world.acme.workspace).filter(rule="frequency_cap")
    assert decision.inputs == {
        "hours": 24,
        "limit": 3,
        "rule": "US-FL@2021-07-01",
        "texts": [one.pk for one in texts],
    }


def test_a_day_later_flora_may_be_texted_again(world: World, flora: Contact, settings: Settings) -> None:
    for _ in range(3):
        queued(world.acme, flora)
    set_clock(settings, DAYTIME + timedelta(hours=23, minutes=59))
    assert outcome(world, flora) == "frequency_cap"
    set_clock(settings, DAYTIME + timedelta(hours=24, minutes=1))
    assert outcome(world, flora) == "queued"


def test_direct_texts_count_for_the_state_and_replies_do_not(world: World, flora: Contact) -> None:
    for kind in ("direct", "direct", "marketing", "reply"):
        assert outcome(world, flora, kind=kind) == "queued"
    assert outcome(world, flora, kind="direct") == "frequency_cap"
    assert outcome(world, flora, kind="reply") == "queued"


def test_acme_s_own_limit_is_for_marketing_alone(world: World) -> None:
    capped(world, per_day=1)
    assert [outcome(world, world.charlie, kind="direct") for _ in range(3)] == ["queued"] * 3
    assert [outcome(world, world.charlie) for _ in range(2)] == ["queued", "frequency_cap"]


def test_the_week_counts_beside_the_day(world: World, settings: Settings) -> None:
    capped(world, per_day=1, per_week=2)
    for day, expected in ((0, "queued"), (1.1, "queued"), (2.2, "frequency_cap"), (7.2, "queued")):
        set_clock(settings, DAYTIME + timedelta(days=day))
        assert outcome(world, world.charlie) == expected, day


def test_a_text_that_never_left_does_not_count(world: World, flora: Contact) -> None:
    texts = [queued(world.acme, flora) for _ in range(3)]
    rows = Message.objects.of(world.acme.workspace)
    for state in (State.REFUSED, State.CANCELED, State.FAILED):
        rows.filter(pk=texts[0].pk).update(state=state)
        assert outcome(world, flora) == "queued", state
        rows.filter(pk__gt=texts[2].pk).delete()
    rows.filter(pk=texts[0].pk).update(state=State.FAILED, sent_at=clock.now())  # the carrier had taken it
    assert outcome(world, flora) == "frequency_cap"


def test_bobco_s_texts_are_not_acme_s(world: World) -> None:
    capped(world, per_day=1)
    queued(world.bobco, world.bobco.contacts["Charlie"])
    assert outcome(world, world.charlie) == "queued"


def test_of_two_campaigns_at_once_the_later_claim_is_refused(world: World) -> None:
    """Each queued without seeing the other: here the limit is set only after both did."""
    first, second = queued(world.acme, world.charlie), queued(world.acme, world.charlie)
    capped(world, per_day=1)
    claimed = take_some(10, "w")
    for one in claimed:
        one.sender.workspace.refresh_from_db()
    verdicts = dict(zip([one.pk for one in claimed], rescreening.rescreen(claimed), strict=True))
    assert verdicts[first.pk] is None
    refused = verdicts[second.pk]
    assert isinstance(refused, Refuse) and refused.rule == "frequency_cap"
    rescreening.turn_back([(one, verdicts[one.pk]) for one in claimed if verdicts[one.pk]])
    second.refresh_from_db()
    assert (second.state, second.error_code) == ("refused", "frequency_cap")
    stage = Decision.objects.of(world.acme.workspace).get(rule="frequency_cap").stage
    assert stage == Decision.Stage.CARRIER


def test_a_waiting_text_does_not_stop_the_one_that_is_claimed(world: World) -> None:
    queued(world.acme, world.charlie)
    queued(world.acme, world.charlie, not_before=clock.now() + timedelta(hours=2))
    capped(world, per_day=1)
    claimed = take_some(10, "w")
    assert rescreening.rescreen(claimed) == [None]


def test_the_horizon_is_the_first_text_since_then(world: World) -> None:
    texts = [queued(world.acme, world.charlie) for _ in range(40)]
    rows = Message.objects.of(world.acme.workspace)
    ago = {one.pk: DAYTIME - timedelta(days=40 - place) for place, one in enumerate(texts)}
    for pk, created_at in ago.items():
        rows.filter(pk=pk).update(created_at=created_at)
    for days in (1, 10, 39, 60):
        since = datetime(2026, 11, 18, 19, tzinfo=UTC) - timedelta(days=days)
        bound = horizon.first_id_since(since)
        assert all(pk >= bound for pk, created_at in ago.items() if created_at >= since), days
        if days < 39:
            assert sum(pk >= bound for pk in ago) <= days + 2
