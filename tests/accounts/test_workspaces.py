"""Opening, naming and suspending workspaces."""

import pytest

from apps.accounts import actions, queries
from apps.accounts.models import Member, Workspace
from apps.accounts.refusals import AlreadyMade, NoSuchParent
from apps.common.ids import Maker
from apps.common.refusals import Invalid
from tests.world import World


def test_alice_owns_her_workspace_and_its_sandbox(world: World) -> None:
    live, sandbox = queries.seats(world.alice)
    assert (live.workspace, live.role) == (world.acme.workspace, "owner")
    assert sandbox.workspace.is_sandbox
    assert sandbox.workspace.live == world.acme.workspace
    assert sandbox.may("own")


def test_live_workspaces_come_before_sandboxes_whatever_the_database_thinks_of_null(world: World) -> None:
    actions.open_workspace(world.alice, "Zebra")
    assert [seat.workspace.is_sandbox for seat in queries.seats(world.alice)] == [False, False, True, True]
    assert queries.seats(world.alice)[0].workspace == world.acme.workspace


def test_the_same_form_sent_twice_opens_one_workspace(world: World) -> None:
    chosen = Maker("wsp")()
    actions.open_workspace(world.alice, "Zebra", public_id=chosen)
    with pytest.raises(AlreadyMade):
        actions.open_workspace(world.alice, "Zebra", public_id=chosen)
    assert Workspace.objects.filter(name__startswith="Zebra").count() == 2
    assert Workspace.objects.get(name="Zebra").public_id == chosen


@pytest.mark.parametrize("name", ["", "   ", "x" * 111])
def test_a_workspace_without_a_usable_name_is_refused(world: World, name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.open_workspace(world.alice, name)
    assert refusal.value.at == "name"
    assert Workspace.objects.count() == 4


def test_the_longest_name_leaves_room_for_the_sandbox(world: World) -> None:
    assert actions.open_workspace(world.alice, "x" * 110).sandbox.name.endswith(" sandbox")


def test_a_sub_account_has_its_parent_and_its_own_owner(world: World) -> None:
    branch = actions.open_workspace(world.alice, "Acme North", world.acme.workspace)
    assert branch.parent == world.acme.workspace
    assert Member.objects.of(branch).get().user == world.alice


def test_a_sub_account_and_a_sandbox_have_no_sub_accounts(world: World) -> None:
    branch = actions.open_workspace(world.alice, "Acme North", world.acme.workspace)
    for parent in (branch, world.acme.workspace.sandbox):
        with pytest.raises(NoSuchParent):
            actions.open_workspace(world.alice, "Below", parent)


def test_settings_hold_for_the_sandbox_too(world: World) -> None:
    actions.change_settings(world.acme.workspace, "Acme Inc", {"timezone": "Europe/London"})
    for place, name in (
        (world.acme.workspace, "Acme Inc"),
        (world.acme.workspace.sandbox, "Acme Inc sandbox"),
    ):
        place.refresh_from_db()
        assert (place.name, place.timezone) == (name, "Europe/London")
    world.bobco.workspace.refresh_from_db()
    assert world.bobco.workspace.timezone == "America/New_York"


def test_state_is_not_a_setting(world: World) -> None:
    with pytest.raises(Invalid):
        actions.change_settings(world.acme.workspace, "Acme", {"state": "active"})


def test_maria_is_told_to_ask_alice_or_adam(world: World) -> None:
    assert queries.people_with("manage", world.acme.workspace) == [world.alice, world.adam]
    assert queries.people_with("own", world.acme.workspace.sandbox) == [world.alice]
