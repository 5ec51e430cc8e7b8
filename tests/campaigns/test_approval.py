"""Above a limit two people launch: one asks, another says yes to exactly that, and nobody gets around it."""

from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from apps.accounts.audit.models import AuditEntry
from apps.accounts.models import Member, User
from apps.accounts.roles import APPROVE, Role
from apps.api.kernel.principal import KEY_RIGHTS
from apps.audiences import actions as segments
from apps.audiences.refusals import EmptyAudience
from apps.campaigns import actions
from apps.campaigns.approval import actions as approval
from apps.campaigns.approval import limits, queries
from apps.campaigns.approval.models import Approval
from apps.campaigns.dry_run import actions as dry_run
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import (
    AlreadyAsked,
    AlreadyLaunched,
    BadLimit,
    ChangedMeanwhile,
    MayNotApprove,
    NeedsApproval,
    NoLongerAsked,
    NoReason,
    NothingToApprove,
    OtherThanAsked,
    OwnRequest,
)
from apps.common import clock
from apps.compliance.actions import Witness
from apps.compliance.models import Attestation
from apps.contacts.models import Contact
from apps.events.models import Event
from apps.lists import actions as lists
from apps.lists.models import ContactList
from apps.messaging.models import Message
from apps.senders import actions as senders
from tests.campaigns.approvals import again, ask, limit, mark, of
from tests.campaigns.launches import WITNESS, WORDING, chosen, draft, fresh, launch
from tests.clockface import DAYTIME, daytime, set_clock  # noqa: F401 - a fixture
from tests.world import World, consenting

pytestmark = pytest.mark.usefixtures("daytime")
State, Told = Campaign.State, Approval.State


def events(world: World) -> list[str]:
    rows = Event.objects.of(world.acme.workspace).filter(name__startswith="campaign.").order_by("id")
    return list(rows.values_list("name", flat=True))


def deeds(world: World) -> list[tuple[str, str]]:
    rows = AuditEntry.objects.of(world.acme.workspace).filter(area="campaign").order_by("id")
    return list(rows.values_list("kind", "actor"))


def in_hours(number: float) -> datetime:
    return clock.now() + timedelta(hours=number)


def untouched(world: World, campaign: Campaign) -> bool:
    return fresh(campaign).state == State.DRAFT and not Message.objects.of(world.acme.workspace).exists()


def test_without_a_limit_nobody_is_asked(world: World) -> None:
    campaign = draft(world.acme)
    assert launch(campaign).state == State.EXPANDING
    with pytest.raises(NothingToApprove):
        ask(draft(world.acme), world.maria)


@pytest.mark.parametrize("hours", [None, 3])
@pytest.mark.parametrize("above", [(2, None), (None, 2), (9, 2)])
def test_above_it_nobody_launches_alone_now_or_later(
    world: World, above: tuple[int | None, int | None], hours: int | None
) -> None:
    limit(world.acme, *above)
    campaign = draft(world.acme)
    with pytest.raises(NeedsApproval) as refused:
        launch(campaign, at=in_hours(hours) if hours else None)
    assert "more than 2 " in refused.value.text and "3" in refused.value.text
    assert untouched(world, campaign)
    assert not Attestation.objects.of(world.acme.workspace).exists()


@pytest.mark.parametrize("above", [(3, None), (3, 3)])
def test_at_the_limit_one_is_enough(world: World, above: tuple[int, int | None]) -> None:
    limit(world.acme, *above)
    assert launch(draft(world.acme)).state == State.EXPANDING


def test_the_limit_counts_the_audience_whatever_the_gates_say(world: World) -> None:
    """Else a number that is do-not-disturb for a minute is a way around it."""
    limit(world.acme)
    Contact.objects.of(world.acme.workspace).update(dnd=True)
    with pytest.raises(NeedsApproval):
        launch(draft(world.acme))


def test_maria_asks_adam_says_yes_and_it_goes(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    assert (asked.people, asked.credits, asked.people_limit, asked.asked_by) == (3, 3, 2, world.maria)
    assert untouched(world, asked.campaign)
    gone = approval.approve(asked, of(world.adam))
    assert gone.state == State.EXPANDING
    kept = again(asked)
    assert (kept.state, kept.answered_by, kept.answered_as, kept.answered_ip) == (
        Told.APPROVED,
        world.adam,
        world.adam.email,
        "203.0.113.7",
    )
    assert kept.answered_at is not None
    stated = Attestation.objects.of(world.acme.workspace).get()
    assert (gone.attestation, stated.attested_by) == (stated, world.maria)
    assert events(world) == ["campaign.approval_asked", "campaign.approved", "campaign.launched"]
    kinds = dict(deeds(world))
    assert kinds["campaign.approval_asked"] == world.maria.email
    assert kinds["campaign.approved"] == kinds["campaign.launched"] == world.adam.email


def test_it_goes_when_it_was_planned(world: World, settings: Settings) -> None:
    limit(world.acme)
    at = in_hours(3)
    asked = ask(draft(world.acme), world.maria, at=at)
    planned = approval.approve(asked, of(world.alice), undo_seconds=30)
    assert (planned.state, planned.scheduled_at, planned.undo_until) == (State.SCHEDULED, at, None)
    set_clock(settings, DAYTIME + timedelta(hours=4))
    actions.begin(planned)
    assert fresh(planned).state == State.EXPANDING


def test_when_its_time_has_passed_a_yes_is_now(world: World, settings: Settings) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria, at=in_hours(3))
    set_clock(settings, DAYTIME + timedelta(hours=5))
    assert approval.approve(asked, of(world.alice)).state == State.EXPANDING


def test_a_yes_can_be_taken_back_for_half_a_minute_and_is_used_up_then(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    waits = approval.approve(asked, of(world.adam), undo_seconds=30)
    assert waits.undo_until is not None
    actions.undo(waits, "maria")
    with pytest.raises(NeedsApproval):
        launch(fresh(waits))
    with pytest.raises(NoLongerAsked):
        approval.approve(again(asked), of(world.adam))
    assert ask(fresh(waits), world.maria).pk != asked.pk


@pytest.mark.parametrize("who", ["maria", "agnes", "victor", "bob"])
def test_who_has_not_the_right_says_nothing(world: World, who: str) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), mark(world))
    by = of(getattr(world, who))
    for verb in (lambda: approval.approve(asked, by), lambda: approval.send_back(asked, by, "No")):
        with pytest.raises(MayNotApprove):
            verb()
    assert untouched(world, asked.campaign) and again(asked).is_open


def test_nobody_approves_what_they_asked_for_be_they_the_owner(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.alice)
    with pytest.raises(OwnRequest):
        approval.approve(asked, of(world.alice))
    assert queries.approvers(again(asked)) == [world.adam]
    assert approval.approve(asked, of(world.adam)).state == State.EXPANDING


def test_nor_under_a_role_that_came_later(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    Member.objects.of(world.acme.workspace).filter(user=world.maria).update(role=Role.OWNER)
    with pytest.raises(OwnRequest):
        approval.approve(asked, of(world.maria))


def test_a_seat_that_is_gone_says_nothing(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    Member.objects.of(world.acme.workspace).filter(user=world.adam).delete()
    with pytest.raises(MayNotApprove):
        approval.approve(asked, of(world.adam))


def test_a_program_says_nothing(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    with pytest.raises(MayNotApprove):
        approval.approve(asked, Witness("msvs_live_ab12"))
    assert APPROVE not in KEY_RIGHTS


def test_who_stands_behind_a_key_is_not_its_second_person(world: World) -> None:
    limit(world.acme)
    asked = approval.ask(draft(world.acme), Witness("msvs_live_ab12"), WORDING, asker=world.adam)
    with pytest.raises(OwnRequest):
        approval.approve(asked, of(world.adam))
    assert approval.approve(asked, of(world.alice)).state == State.EXPANDING


def test_asked_once_at_a_time(world: World) -> None:
    limit(world.acme)
    campaign = draft(world.acme)
    ask(campaign, world.maria)
    with pytest.raises(AlreadyAsked):
        ask(fresh(campaign), world.maria)


def test_what_cannot_be_launched_cannot_be_asked_for(world: World) -> None:
    limit(world.acme)
    with pytest.raises(EmptyAudience):
        ask(draft(world.acme, audience={}), world.maria)
    campaign = draft(world.acme)
    with pytest.raises(ChangedMeanwhile):
        ask(campaign, world.maria, seen=clock.now())
    limit(world.acme, None)
    launch(campaign)
    limit(world.acme)
    with pytest.raises(AlreadyLaunched):
        ask(fresh(campaign), world.maria)


@pytest.mark.parametrize(
    "details", [{"body": "Another"}, {"audience": {"include": {"all": True}}}, {"name": "Other"}, {}]
)
def test_any_edit_takes_the_request_back(world: World, details: dict[str, object]) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    actions.edit(fresh(asked.campaign), details, actor="mark@acme.example")
    kept = again(asked)
    assert (kept.state, kept.reason, kept.answered_as) == (
        Told.TAKEN_BACK,
        "The campaign was changed.",
        "mark@acme.example",
    )
    with pytest.raises(NoLongerAsked):
        approval.approve(asked, of(world.adam))
    assert untouched(world, asked.campaign)
    assert events(world)[-1] == "campaign.approval_taken_back"


def test_a_form_that_was_open_before_is_told(world: World) -> None:
    limit(world.acme)
    campaign = draft(world.acme)
    ask(campaign, world.maria)
    with pytest.raises(ChangedMeanwhile):
        actions.edit(fresh(campaign), {"body": "Another"}, seen=campaign.updated_at)
    assert queries.open_among([campaign]) == {campaign.pk}


def test_an_edit_that_is_refused_takes_nothing_back(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    with pytest.raises(Exception, match="name"):
        actions.edit(fresh(asked.campaign), {"name": " "})
    assert again(asked).is_open


def test_a_request_of_before_an_edit_is_not_the_one_after_it(world: World) -> None:
    """Adam has the page of the first text open; what he says yes to is that one."""
    limit(world.acme)
    first = ask(draft(world.acme), world.maria)
    actions.edit(fresh(first.campaign), {"body": "Something else"})
    second = ask(fresh(first.campaign), world.maria)
    with pytest.raises(NoLongerAsked):
        approval.approve(first, of(world.adam))
    assert untouched(world, first.campaign) and again(second).is_open


def test_another_filter_of_its_segment_is_another_audience(world: World) -> None:
    limit(world.acme)
    segment = segments.create(world.acme.workspace, "All", {"all": [{"field": "dnd", "op": "no"}]})
    asked = ask(draft(world.acme, audience={"include": {"segments": [segment.pk]}}), world.maria)
    segment.filter = {"version": 1, "all": [{"field": "phone", "op": "starts", "value": "+1"}]}
    segment.save()
    with pytest.raises(OtherThanAsked):
        approval.approve(asked, of(world.adam))
    assert untouched(world, asked.campaign)
    approval.send_back(asked, of(world.adam), "The segment is another.")


def test_another_default_sender_is_another_campaign(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    other = senders.add_virtual(world.acme.workspace, "Other")
    senders.make_default(other)
    with pytest.raises(OtherThanAsked):
        approval.approve(asked, of(world.adam))


@pytest.mark.parametrize(("more", "goes"), [(2, True), (3, False)])
def test_a_list_may_grow_by_a_tenth(world: World, more: int, goes: bool) -> None:
    limit(world.acme)
    people = [consenting(world.acme.workspace, f"P{n}", f"+1415555{n:04}") for n in range(3000, 3025)]
    news = lists.create(world.acme.workspace, "News")
    lists.add(news, [one.pk for one in people[:20]])
    asked = ask(draft(world.acme, audience={"include": {"lists": [news.pk]}}), world.maria)
    lists.add(news, [one.pk for one in people[20 : 20 + more]])
    if goes:
        assert approval.approve(asked, of(world.adam)).state == State.EXPANDING
    else:
        with pytest.raises(OtherThanAsked):
            approval.approve(asked, of(world.adam))


def test_sent_back_with_a_reason_it_is_a_draft_that_can_be_asked_for_again(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    with pytest.raises(NoReason):
        approval.send_back(asked, of(world.adam), "  ")
    approval.send_back(asked, of(world.adam), " Not on a Sunday. ")
    kept = again(asked)
    assert (kept.state, kept.reason, kept.answered_by) == (Told.SENT_BACK, "Not on a Sunday.", world.adam)
    assert untouched(world, asked.campaign)
    with pytest.raises(NeedsApproval):
        launch(fresh(asked.campaign))
    assert ask(fresh(asked.campaign), world.maria).is_open
    assert "campaign.sent_back" in events(world)


def test_taken_back_nobody_can_say_yes(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    approval.take_back(asked, of(world.maria))
    with pytest.raises(NoLongerAsked):
        approval.approve(asked, of(world.adam))
    with pytest.raises(NoLongerAsked):
        approval.take_back(asked, of(world.maria))


def test_a_canceled_campaign_waits_for_nobody(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    actions.cancel(fresh(asked.campaign), "maria")
    assert again(asked).state == Told.TAKEN_BACK
    with pytest.raises(NoLongerAsked):
        approval.approve(asked, of(world.adam))
    assert fresh(asked.campaign).state == State.CANCELED


def test_when_the_limit_is_lifted_who_asked_launches_and_the_request_ends(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    limit(world.acme, None)
    assert launch(fresh(asked.campaign)).state == State.EXPANDING
    assert again(asked).state == Told.TAKEN_BACK
    with pytest.raises(NoLongerAsked):
        approval.approve(asked, of(world.adam))
    assert Campaign.objects.of(world.acme.workspace).count() == 1


def planned_small(world: World) -> tuple[Campaign, ContactList]:
    """Planned to one person of a list, by Maria, alone: below every limit."""
    news = lists.create(world.acme.workspace, "News")
    lists.add(news, [world.charlie.pk])
    small = draft(world.acme, audience={"include": {"lists": [news.pk]}})
    at = in_hours(2)
    return actions.launch(small, of(world.maria), WORDING, at=at), news


def test_a_plan_whose_list_is_filled_afterwards_is_kept_back(world: World, settings: Settings) -> None:
    limit(world.acme)
    planned, news = planned_small(world)
    lists.add(news, [world.dana.pk, world.erin.pk])
    set_clock(settings, DAYTIME + timedelta(hours=3))
    actions.begin(planned)
    actions.begin(planned)
    assert untouched(world, planned)
    asked = Approval.objects.of(world.acme.workspace).get()
    assert (asked.is_open, asked.outgrew, asked.people, asked.credits) == (True, True, 3, 3)
    assert (asked.asked_by, asked.asked_as) == (world.maria, world.maria.email)
    with pytest.raises(OwnRequest):
        approval.approve(asked, _owner(world, world.maria))
    gone = approval.approve(asked, of(world.adam))
    assert gone.state == State.EXPANDING and gone.attestation is not None


def _owner(world: World, user: User) -> Witness:
    Member.objects.of(world.acme.workspace).filter(user=user).update(role=Role.ADMIN)
    return of(user)


def test_a_plan_below_the_limit_goes_at_its_time(world: World, settings: Settings) -> None:
    limit(world.acme)
    planned, _ = planned_small(world)
    set_clock(settings, DAYTIME + timedelta(hours=3))
    actions.begin(planned)
    assert fresh(planned).state == State.EXPANDING


def test_a_plan_of_before_the_limit_is_kept_back_too(world: World, settings: Settings) -> None:
    planned = launch(draft(world.acme), at=in_hours(2))
    limit(world.acme)
    set_clock(settings, DAYTIME + timedelta(hours=3))
    actions.begin(planned)
    assert untouched(world, planned)
    asked = Approval.objects.of(world.acme.workspace).get()
    assert asked.asked_as == WITNESS.name


def test_what_was_approved_and_then_grew_is_asked_for_again(world: World, settings: Settings) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria, at=in_hours(2))
    planned = approval.approve(asked, of(world.adam))
    consenting(world.acme.workspace, "Fay", "+13125552004")
    set_clock(settings, DAYTIME + timedelta(hours=3))
    actions.begin(planned)
    assert untouched(world, planned)
    second = Approval.objects.of(world.acme.workspace).get(state=Told.OPEN)
    assert (second.people, second.asked_by, second.outgrew) == (4, world.maria, True)
    assert again(asked).state == Told.APPROVED


def test_an_edit_after_the_yes_ends_it(world: World, settings: Settings) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria, at=in_hours(2))
    planned = approval.approve(asked, of(world.adam))
    actions.edit(planned, {"body": "Something nobody saw"})
    with pytest.raises(NeedsApproval):
        launch(fresh(planned), at=in_hours(1))
    assert again(asked).state == Told.APPROVED


def test_the_digest_of_the_dry_run_is_kept(world: World) -> None:
    limit(world.acme)
    campaign = draft(world.acme)
    run = dry_run.start(campaign, world.maria)
    asked = ask(campaign, world.maria)
    assert asked.foreseen == ""
    dry_run.turn(run, until=float("inf"))
    approval.approve(asked, of(world.adam))
    run.refresh_from_db()
    assert again(asked).foreseen == run.digest != ""


def test_bobcos_limit_is_bobcos(world: World) -> None:
    limit(world.bobco)
    assert launch(draft(world.acme)).state == State.EXPANDING
    assert limits.limits_of(world.acme.workspace.sandbox) == limits.Limits()


def test_who_sets_the_limit_stands_in_the_audit_log(world: World) -> None:
    limit(world.acme, 5_000, 9_000)
    limit(world.acme, 5_000, 9_000)
    limit(world.acme, None, 9_000)
    rows = AuditEntry.objects.of(world.acme.workspace).filter(kind="setting.changed").order_by("id")
    assert [row.after for row in rows] == [
        {"approval_credits": 9_000, "approval_people": 5_000},
        {"approval_people": None},
    ]
    for wrong in (0, -1, 10**12):
        with pytest.raises(BadLimit):
            limit(world.acme, wrong)


def test_a_request_outlives_its_people(world: World) -> None:
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    approval.approve(asked, of(world.adam))
    for user in (world.maria, world.adam):
        Member.everywhere.filter(user=user).delete()
        user.delete()
    kept = again(asked)
    assert (kept.asked_by, kept.asked_as, kept.answered_as) == (
        None,
        "maria@acme.example",
        "adam@acme.example",
    )


def test_chosen_people_count_too(world: World) -> None:
    limit(world.acme, 1)
    with pytest.raises(NeedsApproval):
        launch(draft(world.acme, audience=chosen(world.charlie, world.dana)))
    assert launch(draft(world.acme, audience=chosen(world.charlie))).state == State.EXPANDING
