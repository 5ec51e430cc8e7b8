"""Why was Maria skipped? One query answers, whoever asked for the text."""

import pytest
from pytest_django import Settings

from apps.compliance import actions as compliance
from apps.compliance import decisions, rules
from apps.messaging import actions as messaging
from apps.messaging.actions import Single
from apps.messaging.refusals import Blocked
from tests.clockface import EVENING, daytime, set_clock  # noqa: F401 - a fixture
from tests.messaging.orders import send
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")


def told(world: World, phone: str) -> list[tuple[str, str, str, str]]:
    found = decisions.of_number(world.acme.workspace.pk, phone)
    return [(one.rule, one.outcome, one.stage, one.about) for one in found]


def test_dana_who_opted_out_is_skipped_and_charlie_is_not_mentioned(world: World) -> None:
    compliance.opt_out(world.acme.workspace.pk, world.dana.phone, source="keyword", evidence={})
    send(world.acme, world.charlie, world.dana, origin="cmp_1")
    assert told(world, world.dana.phone) == [("opt_out", "refused", "queue", "cmp_1")]
    assert told(world, world.charlie.phone) == []
    (decision,) = decisions.of_number(world.acme.workspace.pk, world.dana.phone)
    assert decision.inputs["source"] == "keyword" and decision.inputs["suppression"].startswith("sup_")
    assert (decision.ruleset, decision.contact_id) == (rules.RULESET, world.dana.pk)


def test_a_text_that_waits_for_the_morning_says_by_which_clock(world: World, settings: Settings) -> None:
    set_clock(settings, EVENING)
    (draft,) = send(world.acme, world.dana)
    (decision,) = decisions.of_number(world.acme.workspace.pk, world.dana.phone)
    assert draft.verdict is not None
    assert (decision.rule, decision.outcome) == ("quiet_hours", "held")
    assert decision.until == draft.verdict.until  # type: ignore[union-attr]
    assert decision.inputs == {
        "local": ["Wed 23:00 America/New_York"],
        "rules": ["US"],
        "ruleset": rules.RULESET,
    }


def test_a_refused_single_text_leaves_its_decision_though_it_was_rolled_back(world: World) -> None:
    acme = world.acme.workspace
    stranger = "+12125559001"
    with pytest.raises(Blocked) as refusal:
        messaging.text_number(acme, Single(stranger, "Hello"), compliance.Witness("key_1"), "key_1")
    assert told(world, stranger) == []
    messaging.note_refusal(acme, stranger, refusal.value, "key_1")
    assert told(world, stranger) == [("consent", "refused", "queue", "key_1")]


def test_bobco_sees_nothing_of_it(world: World) -> None:
    compliance.opt_out(world.acme.workspace.pk, world.charlie.phone, source="keyword", evidence={})
    send(world.acme, world.charlie)
    assert not decisions.of_number(world.bobco.workspace.pk, world.charlie.phone).exists()
