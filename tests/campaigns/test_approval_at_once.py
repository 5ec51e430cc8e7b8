"""Two who answer at the same moment, or one who answers while another edits: one of them did."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from apps.campaigns import actions
from apps.campaigns.approval import actions as approval
from apps.campaigns.approval.models import Approval
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import AlreadyAsked, NoLongerAsked, NotADraft
from apps.common.refusals import Refusal
from apps.compliance.models import Attestation
from apps.events.models import Event
from tests.campaigns.approvals import again, ask, limit, of
from tests.campaigns.launches import draft, fresh
from tests.campaigns.test_at_once import at_once
from tests.world import make_world

pytestmark = pytest.mark.django_db(transaction=True)
Told = Approval.State


def side_by_side(*verbs: Callable[[], object]) -> list[type]:
    """The kinds of what came back, in the order of the verbs."""
    start = Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> type:
        start.wait()
        try:
            return type(verb())
        except Refusal as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return [one.result() for one in [pool.submit(run, verb) for verb in verbs]]


def test_of_four_who_ask_one_does() -> None:
    world = make_world()
    limit(world.acme)
    campaign = draft(world.acme)
    came = at_once(lambda: ask(campaign, world.maria))
    assert sorted(one.__name__ for one in came) == ["AlreadyAsked"] * 3 + ["Approval"]
    assert came.count(AlreadyAsked) == 3 and Attestation.objects.of(world.acme.workspace).count() == 1


def test_two_who_approve_at_once_launch_once() -> None:
    world = make_world()
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    came = side_by_side(
        lambda: approval.approve(asked, of(world.alice)), lambda: approval.approve(asked, of(world.adam))
    )
    assert set(came) == {Campaign, NoLongerAsked}
    told = Event.objects.of(world.acme.workspace).filter(name="campaign.launched")
    assert told.count() == 1 and fresh(asked.campaign).state == Campaign.State.EXPANDING


def test_a_yes_and_a_no_at_once_are_one_answer() -> None:
    world = make_world()
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    came = side_by_side(
        lambda: approval.approve(asked, of(world.alice)),
        lambda: approval.send_back(asked, of(world.adam), "No"),
    )
    assert came.count(NoLongerAsked) == 1
    launched = fresh(asked.campaign).state == Campaign.State.EXPANDING
    assert launched == (again(asked).state == Told.APPROVED)


def test_what_is_edited_meanwhile_is_not_what_goes() -> None:
    world = make_world()
    limit(world.acme)
    asked = ask(draft(world.acme), world.maria)
    came = side_by_side(
        lambda: approval.approve(asked, of(world.alice)),
        lambda: actions.edit(asked.campaign, {"body": "Another text"}),
    )
    after = fresh(asked.campaign)
    if came[0] is NoLongerAsked:
        assert (after.state, after.body) == (Campaign.State.DRAFT, "Another text")
    else:
        assert came[1] is NotADraft and after.body != "Another text"
