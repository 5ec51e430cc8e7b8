"""Expansion: everybody gets one outcome, whatever crashes, pauses or runs out on the way."""

import pytest

from apps.campaigns import actions, expansion
from apps.campaigns.expansion import OUT_OF_CREDITS
from apps.campaigns.models import Campaign, Recipient
from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.lists import actions as lists
from apps.messaging import pipeline
from apps.messaging.models import Message
from apps.messaging.proof import prove
from apps.tags import actions as tags
from tests.campaigns.launches import draft, expand, fresh, gone, launch
from tests.world import World


def outcomes(campaign: Campaign) -> dict[str, str]:
    rows = Recipient.objects.of(campaign.workspace_id).filter(campaign=campaign)
    return {
        name: rule or outcome
        for name, outcome, rule in rows.values_list("contact__first_name", "outcome", "rule")
    }


def test_everybody_has_an_outcome_with_its_reason(world: World) -> None:
    contacts.set_dnd(world.dana, True)
    compliance.opt_out(world.acme.workspace.pk, world.erin.phone, source="keyword", evidence={})
    campaign = gone(world.acme)
    assert outcomes(campaign) == {"Charlie": "queued", "Dana": "dnd", "Erin": "opt_out"}
    assert campaign.state == Campaign.State.SENDING


def test_somebody_on_two_lists_with_a_tag_gets_one_text(world: World) -> None:
    one, two = (lists.create(world.acme.workspace, name) for name in ("One", "Two"))
    for target in (one, two):
        lists.add(target, [world.charlie.pk])
    tags.add(world.charlie, ["vip"])
    tag = tags.named(world.acme.workspace, ["vip"])["vip"]
    campaign = gone(world.acme, audience={"include": {"lists": [one.pk, two.pk], "tags": [tag.pk]}})
    assert outcomes(campaign) == {"Charlie": "queued"}
    assert Message.objects.of(world.acme.workspace).count() == 1


def test_who_is_excluded_is_no_recipient(world: World) -> None:
    out = lists.create(world.acme.workspace, "Out")
    lists.add(out, [world.dana.pk])
    campaign = gone(world.acme, audience={"include": {"all": True}, "exclude": {"lists": [out.pk]}})
    assert set(outcomes(campaign)) == {"Charlie", "Erin"}


def test_a_list_of_another_tenant_holds_nobody(world: World) -> None:
    theirs = lists.create(world.bobco.workspace, "Theirs")
    lists.add(theirs, [world.bobco.contacts["Zoe"].pk])
    campaign = draft(world.acme, audience={"include": {"lists": [theirs.pk], "contacts": [world.charlie.pk]}})
    assert set(outcomes(expand(launch(campaign)))) == {"Charlie"}


def test_who_joins_after_the_snapshot_is_not_in(world: World) -> None:
    campaign = launch(draft(world.acme))
    expansion.snapshot(campaign)
    contacts.create(world.acme.workspace, "+14155552009", {}, source="manual")
    assert len(outcomes(expand(campaign))) == 3


def test_a_crash_in_a_chunk_leaves_it_whole_to_be_done_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = launch(draft(world.acme))
    expansion.snapshot(campaign)
    with monkeypatch.context() as patch:
        patch.setattr(expansion, "_write_outcomes", lambda *_: (_ for _ in ()).throw(MemoryError))
        with pytest.raises(MemoryError):
            expansion.expand_chunk(campaign)
    assert not Message.objects.of(world.acme.workspace).exists()
    assert ledger.balance(world.acme.workspace) == 1_000
    expand(campaign)
    assert Message.objects.of(world.acme.workspace).count() == 3
    assert prove(world.acme.workspace).differences == {}


def test_chunks_are_charged_one_by_one_and_add_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expansion, "CHUNK", 2)
    gone(world.acme)
    assert ledger.balance(world.acme.workspace) == 997
    assert prove(world.acme.workspace).differences == {}


def test_without_credits_it_waits_and_goes_on_with_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expansion, "CHUNK", 2)
    ledger.grant(world.acme.workspace, -998, "Spent elsewhere", kind="adjustment")
    campaign = gone(world.acme)
    assert (campaign.state, campaign.pause_reason) == (Campaign.State.PAUSED, OUT_OF_CREDITS)
    assert sorted(outcomes(campaign).values()) == ["pending", "queued", "queued"]
    ledger.grant(world.acme.workspace, 10, "More")
    actions.resume(campaign, "credits")
    assert sorted(outcomes(expand(campaign)).values()) == ["queued"] * 3
    assert ledger.balance(world.acme.workspace) == 9


def test_a_paused_campaign_is_not_expanded(world: World) -> None:
    campaign = launch(draft(world.acme))
    expansion.snapshot(campaign)
    actions.pause(campaign, "maria")
    assert expansion.expand_chunk(campaign) == 0
    assert not Message.objects.of(world.acme.workspace).exists()


def test_a_text_that_is_empty_for_somebody_is_not_sent_to_them(world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"code": "X1"}})
    campaign = gone(world.acme, body="{code}")
    assert outcomes(campaign) == {"Charlie": "queued", "Dana": "body_not_empty", "Erin": "body_not_empty"}
    assert fresh(campaign).state == Campaign.State.SENDING


def test_sending_is_the_pipelines_and_nobody_elses(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: list[str] = []
    real = pipeline.send
    monkeypatch.setattr(
        pipeline, "send", lambda order, people: kinds.append(order.kind) or real(order, people)
    )
    gone(world.acme)
    assert kinds == [Message.Kind.MARKETING]
