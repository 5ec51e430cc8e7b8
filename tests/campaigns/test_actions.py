"""Drafts, launches, pauses: of two who press the same button, one wins and the other is told."""

from datetime import timedelta

import pytest

from apps.audiences.refusals import EmptyAudience
from apps.campaigns import actions
from apps.campaigns.models import Campaign, Recipient
from apps.campaigns.refusals import (
    AlreadyLaunched,
    BadTime,
    ChangedMeanwhile,
    NoAttestation,
    NoBody,
    NobodyRemains,
    NoName,
    NotADraft,
    NotCancelable,
    NotPausable,
    NotPaused,
)
from apps.common import clock
from apps.common.ids import Maker
from apps.compliance import actions as compliance
from apps.compliance.models import Attestation, ConsentEvent
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.messaging.models import Message
from apps.messaging.proof import prove
from apps.messaging.refusals import UnknownSender
from tests.campaigns.launches import BODY, WITNESS, WORDING, chosen, draft, expand, fresh, gone, launch
from tests.world import World


def test_a_form_sent_twice_makes_one_draft(world: World) -> None:
    public_id = Maker("cmp")()
    first, second = (
        actions.draft(world.acme.workspace, {"name": name}, public_id=public_id) for name in ("Sale", "Sale!")
    )
    assert first == second
    assert Campaign.objects.of(world.acme.workspace).count() == 1


def test_a_draft_needs_a_name_and_a_sender_of_its_own(world: World) -> None:
    with pytest.raises(NoName):
        actions.draft(world.acme.workspace, {"name": " \0 "})
    with pytest.raises(UnknownSender):
        draft(world.acme, sender=world.bobco.sender)


def test_adam_cannot_save_over_what_maria_changed_meanwhile(world: World) -> None:
    campaign = draft(world.acme)
    shown = campaign.updated_at
    actions.edit(campaign, {"body": "By Maria"}, seen=shown)
    with pytest.raises(ChangedMeanwhile):
        actions.edit(campaign, {"body": "By Adam"}, seen=shown)
    assert fresh(campaign).body == "By Maria"


def test_what_was_reviewed_is_what_is_launched(world: World) -> None:
    campaign = draft(world.acme)
    reviewed = campaign.updated_at
    actions.edit(campaign, {"body": "Something else"})
    with pytest.raises(ChangedMeanwhile):
        launch(campaign, seen=reviewed)
    assert fresh(campaign).state == Campaign.State.DRAFT
    assert not Attestation.objects.of(world.acme.workspace).exists()


def test_the_second_launch_is_told_and_changes_nothing(world: World) -> None:
    campaign = draft(world.acme)
    launch(campaign)
    with pytest.raises(AlreadyLaunched):
        launch(campaign)
    expand(campaign)
    assert Message.objects.of(world.acme.workspace).count() == 3
    assert Attestation.objects.of(world.acme.workspace).count() == 1


def test_a_second_launch_does_not_move_a_scheduled_one(world: World) -> None:
    campaign = draft(world.acme)
    at = clock.now() + timedelta(days=1)
    launch(campaign, at=at)
    with pytest.raises(AlreadyLaunched):
        launch(campaign, at=at + timedelta(days=1))
    assert fresh(campaign).scheduled_at == at


@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        ({"body": "  "}, NoBody),
        ({"audience": {}}, EmptyAudience),
        ({"audience": {"include": {"lists": [999]}}}, EmptyAudience),
    ],
)
def test_nothing_goes_without_a_text_and_people(
    world: World, details: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        launch(draft(world.acme, **details))


def test_nothing_goes_without_the_statement(world: World) -> None:
    with pytest.raises(NoAttestation):
        actions.launch(draft(world.acme), WITNESS, " ")


def test_the_statement_is_kept_to_the_letter(world: World) -> None:
    campaign = launch(draft(world.acme))
    assert campaign.attestation is not None
    assert (campaign.attestation.wording, campaign.attestation.ip) == (WORDING, "127.0.0.1")
    assert campaign.attestation.about == campaign.public_id


def test_a_past_or_very_far_time_is_refused(world: World) -> None:
    campaign = draft(world.acme)
    for wrong in (timedelta(hours=-1), timedelta(days=400)):
        with pytest.raises(BadTime):
            launch(campaign, at=clock.now() + wrong)
        with pytest.raises(BadTime):
            actions.edit(campaign, {"scheduled_at": clock.now() + wrong})


def test_changing_a_scheduled_campaign_makes_it_a_draft_that_keeps_its_time(world: World) -> None:
    campaign = draft(world.acme)
    at = clock.now() + timedelta(days=1)
    launch(campaign, at=at)
    changed = actions.edit(campaign, {"body": "Another text"})
    assert (changed.state, changed.scheduled_at, changed.attestation) == (Campaign.State.DRAFT, at, None)
    actions.begin(campaign)
    assert fresh(campaign).state == Campaign.State.DRAFT


def test_a_launched_campaign_cannot_be_edited(world: World) -> None:
    campaign = launch(draft(world.acme))
    with pytest.raises(NotADraft):
        actions.edit(campaign, {"body": "Late"})


def test_pause_keeps_what_is_queued_where_it_is(world: World) -> None:
    campaign = gone(world.acme)
    actions.pause(campaign, "maria")
    states = Message.objects.of(world.acme.workspace).values_list("state", flat=True)
    assert set(states) == {"queued"}
    with pytest.raises(NotPausable):
        actions.pause(campaign, "adam")
    actions.resume(campaign, "maria")
    assert set(states.all()) == {"queued"}
    with pytest.raises(NotPaused):
        actions.resume(campaign, "adam")


def test_cancel_gives_back_what_had_not_gone(world: World) -> None:
    campaign = gone(world.acme)
    assert ledger.balance(world.acme.workspace) == 997
    actions.cancel(campaign, "maria")
    assert ledger.balance(world.acme.workspace) == 1_000
    assert prove(world.acme.workspace).differences == {}
    with pytest.raises(NotCancelable):
        actions.cancel(campaign, "adam")


def test_cancel_before_expansion_leaves_nobody_waiting(world: World) -> None:
    campaign = launch(draft(world.acme))
    actions.cancel(campaign, "maria")
    expand(campaign)
    assert not Message.objects.of(world.acme.workspace).exists()


def test_the_remaining_are_tried_again_and_nobody_twice(world: World) -> None:
    stranger = contacts.create(world.acme.workspace, "+14155552009", {"first_name": "Sam"}, source="manual")
    campaign = gone(world.acme, audience=chosen(world.charlie, stranger))
    Campaign.objects.of(world.acme.workspace).filter(pk=campaign.pk).update(state=Campaign.State.COMPLETED)
    consent(world, stranger.phone)
    assert actions.send_to_remaining(campaign, WITNESS, WORDING) == 1
    expand(campaign)
    texts = Message.objects.of(world.acme.workspace).filter(lane=fresh(campaign).lane)
    assert sorted(texts.values_list("phone", flat=True)) == sorted([world.charlie.phone, stranger.phone])
    assert prove(world.acme.workspace).differences == {}


def consent(world: World, phone: str) -> None:
    grant = compliance.Grant(phone)
    compliance.grant(world.acme.workspace.pk, [grant], ConsentEvent.Kind.OPT_IN, channel="paper")


def test_nobody_remains_when_all_reasons_are_for_good(world: World) -> None:
    contacts.set_dnd(world.dana, True)
    campaign = gone(world.acme)
    Campaign.objects.of(world.acme.workspace).filter(pk=campaign.pk).update(state=Campaign.State.COMPLETED)
    with pytest.raises(NobodyRemains):
        actions.send_to_remaining(campaign, WITNESS, WORDING)
    assert Recipient.objects.of(world.acme.workspace).get(contact=world.dana).rule == "dnd"


def test_a_body_of_windows_lines_and_nul_is_kept_clean(world: World) -> None:
    assert draft(world.acme, body="a\r\nb\0").body == "a\nb"
    assert draft(world.acme).body == BODY
