"""send(): nothing is queued that a gate did not pass, nothing passes unpaid."""

from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from apps.accounts.models import Workspace
from apps.compliance import actions as compliance
from apps.compliance.gates import Hold, Refuse
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.credits.refusals import InsufficientCredits
from apps.messaging.models import Message
from tests.clockface import EVENING, set_clock
from tests.messaging.orders import order, queued, send
from tests.world import World, consenting


def rule(draft: object) -> str:
    verdict = draft.verdict  # type: ignore[attr-defined]
    return verdict.rule if isinstance(verdict, Refuse | Hold) else ""


def test_charlie_gets_his_own_text_and_acme_pays_one_credit_a_part(world: World) -> None:
    message = queued(world.acme, world.charlie)
    assert message.body == "Hi Charlie, sale today. STOP to end"
    assert (message.state, message.parts, message.credits) == ("queued", 1, 1)
    assert ledger.balance(world.acme.workspace) == 999


def test_a_long_text_costs_its_parts(world: World) -> None:
    message = queued(world.acme, world.charlie, body="я" * 71)
    assert (message.encoding, message.parts, message.credits) == ("UCS-2", 2, 2)
    assert ledger.balance(world.acme.workspace) == 998


def test_dana_opted_out_and_is_refused_while_charlie_is_queued(world: World) -> None:
    compliance.opt_out(
        world.acme.workspace.pk, world.dana.phone, source="keyword", evidence={"keyword": "STOP"}
    )
    charlie, dana = send(world.acme, world.charlie, world.dana)
    assert charlie.message is not None and dana.message is None
    assert rule(dana) == "opt_out"
    assert ledger.balance(world.acme.workspace) == 999


def test_an_opt_out_at_acme_is_none_at_bobco(world: World) -> None:
    compliance.opt_out(world.acme.workspace.pk, world.charlie.phone, source="keyword", evidence={})
    queued(world.bobco, world.bobco.contacts["Charlie"])


def test_do_not_disturb_and_the_blacklist_refuse(world: World) -> None:
    contacts.set_dnd(world.charlie, True)
    compliance.suppress(
        world.acme.workspace.pk, world.dana.phone, "blacklist", source="dashboard", evidence={}
    )
    drafts = send(world.acme, world.charlie, world.dana)
    assert [rule(draft) for draft in drafts] == ["dnd", "blacklist"]


def test_who_never_asked_is_not_texted(world: World) -> None:
    stranger = contacts.create(world.acme.workspace, "+14155552999", {}, source="manual")
    (draft,) = send(world.acme, stranger)
    assert rule(draft) == "consent" and draft.message is None


def test_a_country_that_is_not_served_is_refused(world: World) -> None:
    anna = consenting(world.acme.workspace, "Anna", "+4915123456789")
    (draft,) = send(world.acme, anna)
    assert rule(draft) == "region_served"


def test_a_suspended_workspace_sends_nothing(world: World) -> None:
    world.acme.workspace.state = Workspace.State.SUSPENDED
    (draft,) = send(world.acme, world.charlie)
    assert rule(draft) == "workspace_live"


def test_bobcos_sender_is_of_no_use_to_acme(world: World) -> None:
    (draft,) = send(world.acme, world.charlie, sender=world.bobco.sender)
    assert rule(draft) == "sender_usable"


def test_an_empty_text_is_skipped_and_the_rest_go(world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"offer": "10 % off"}})
    charlie, dana = send(world.acme, world.charlie, world.dana, body="{offer|}")
    assert charlie.message is not None and charlie.message.body == "10 % off Reply STOP to opt out."
    assert rule(dana) == "body_not_empty"


def test_at_night_a_campaign_waits_for_eight_in_the_morning_where_dana_lives(
    world: World, settings: Settings
) -> None:
    set_clock(settings, EVENING)
    message = queued(world.acme, world.dana)  # 212: New York, 23:00
    assert message.held_by == "quiet_hours"
    assert message.not_before == datetime(2026, 11, 19, 13, 0, tzinfo=UTC)
    assert queued(world.acme, world.charlie).held_by == ""  # 415: California, 20:00


def test_a_text_that_may_not_wait_is_refused_at_night_and_costs_nothing(
    world: World, settings: Settings
) -> None:
    set_clock(settings, EVENING)
    (draft,) = send(world.acme, world.dana, may_wait=False)
    assert rule(draft) == "quiet_hours" and draft.message is None
    assert ledger.balance(world.acme.workspace) == 1_000


def test_without_enough_credits_nothing_of_the_batch_is_queued(world: World) -> None:
    ledger.grant(world.acme.workspace, -999, "Spent elsewhere", kind="adjustment", key="less")
    with pytest.raises(InsufficientCredits):
        send(world.acme, world.charlie, world.dana)
    assert not Message.objects.of(world.acme.workspace).exists()
    assert ledger.balance(world.acme.workspace) == 1


def test_charging_a_key_twice_is_charging_it_once(world: World) -> None:
    for _ in range(2):
        send(world.acme, world.charlie, charge_key="same")
    assert ledger.balance(world.acme.workspace) == 999


def test_a_sandbox_is_never_charged(world: World) -> None:
    sandbox = world.acme.workspace.sandbox
    erin = consenting(sandbox, "Erin", "+14155552555")
    asked = order(world.acme)
    from dataclasses import replace

    from apps.messaging import pipeline

    (draft,) = pipeline.send(replace(asked, workspace=sandbox), [erin])
    assert draft.message is not None
    assert (draft.message.parts, draft.message.credits) == (1, 0)
    assert ledger.balance(sandbox) == 0
