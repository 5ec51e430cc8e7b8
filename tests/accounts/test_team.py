"""Seats: inviting, joining, changing roles, leaving."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from apps.accounts import queries, team
from apps.accounts.models import Invitation, Member, User
from apps.accounts.refusals import (
    AlreadyInvited,
    AlreadyMember,
    InvitationSpent,
    LastOwner,
    NotInvited,
    NotYours,
)
from apps.accounts.roles import Role
from apps.common.refusals import Invalid
from tests.world import World, person

DAY = timedelta(days=1).total_seconds()


def roles(world: World, user: User) -> list[str]:
    return list(
        Member.everywhere.filter(user=user, workspace__in=queries.twins(world.acme.workspace)).values_list(
            "role", flat=True
        )
    )


def test_charlotte_joins_workspace_and_sandbox_by_her_invitation(world: World) -> None:
    _, token = team.invite(world.seat(world.alice), " Charlotte@Acme.example ", Role.MARKETER)
    charlotte = person("Charlotte")
    seat = team.join(charlotte, token)
    assert (seat.workspace, seat.role) == (world.acme.workspace, "marketer")
    assert roles(world, charlotte) == ["marketer", "marketer"]


def test_a_token_works_once(world: World) -> None:
    _, token = team.invite(world.seat(world.alice), "charlotte@acme.example", Role.VIEWER)
    team.join(person("Charlotte"), token)
    with pytest.raises(InvitationSpent):
        team.open_invitation(token)


def test_only_the_hash_of_a_token_is_kept(world: World) -> None:
    invitation, token = team.invite(world.seat(world.alice), "charlotte@acme.example", Role.VIEWER)
    assert token not in repr(Invitation.everywhere.filter(pk=invitation.pk).values().get())


def test_bob_cannot_take_charlottes_seat_with_her_link(world: World) -> None:
    _, token = team.invite(world.seat(world.alice), "charlotte@acme.example", Role.ADMIN)
    with pytest.raises(NotInvited):
        team.join(world.bob, token)
    assert roles(world, world.bob) == []
    assert team.join(person("Charlotte"), token).role == "admin"


def test_an_invitation_older_than_a_week_is_spent(world: World, settings: Settings) -> None:
    _, token = team.invite(world.seat(world.alice), "charlotte@acme.example", Role.VIEWER)
    settings.CLOCK_SHIFT = 8 * DAY
    with pytest.raises(InvitationSpent):
        team.join(person("Charlotte"), token)
    _, fresh = team.invite(world.seat(world.alice), "charlotte@acme.example", Role.VIEWER)
    assert team.open_invitation(fresh).email == "charlotte@acme.example"


def test_one_address_has_one_open_invitation(world: World) -> None:
    team.invite(world.seat(world.alice), "charlotte@acme.example", Role.VIEWER)
    with pytest.raises(AlreadyInvited):
        team.invite(world.seat(world.adam), "CHARLOTTE@acme.example", Role.AGENT)
    assert Invitation.objects.of(world.acme.workspace).count() == 1
    team.invite(world.seat(world.bob), "charlotte@acme.example", Role.VIEWER)


def test_sending_again_kills_the_old_link(world: World) -> None:
    invitation, old = team.invite(world.seat(world.alice), "charlotte@acme.example", Role.VIEWER)
    new = team.renew(world.seat(world.alice), invitation)
    with pytest.raises(InvitationSpent):
        team.open_invitation(old)
    assert team.open_invitation(new) == invitation


def test_a_withdrawn_invitation_cannot_be_accepted_or_renewed(world: World) -> None:
    invitation, token = team.invite(world.seat(world.alice), "charlotte@acme.example", Role.VIEWER)
    team.withdraw(invitation)
    with pytest.raises(InvitationSpent):
        team.join(person("Charlotte"), token)
    invitation.refresh_from_db()
    with pytest.raises(InvitationSpent):
        team.renew(world.seat(world.alice), invitation)


def test_who_is_in_cannot_be_invited(world: World) -> None:
    with pytest.raises(AlreadyMember):
        team.invite(world.seat(world.alice), "Maria@acme.example", Role.ADMIN)


@pytest.mark.parametrize("address", ["", "charlotte", "charlotte@", "a b@c.example"])
def test_an_invitation_needs_an_address(world: World, address: str) -> None:
    with pytest.raises(Invalid) as refusal:
        team.invite(world.seat(world.alice), address, Role.VIEWER)
    assert refusal.value.at == "email"


def test_adam_the_admin_makes_no_owners_and_unmakes_none(world: World) -> None:
    adam = world.seat(world.adam)
    with pytest.raises(NotYours):
        team.invite(adam, "charlotte@acme.example", Role.OWNER)
    with pytest.raises(NotYours):
        team.change_role(adam, world.seat(world.maria), Role.OWNER)
    with pytest.raises(NotYours):
        team.change_role(adam, world.seat(world.alice), Role.VIEWER)
    with pytest.raises(NotYours):
        team.remove(adam, world.seat(world.alice))
    assert roles(world, world.alice) == ["owner", "owner"]


def test_a_new_role_holds_in_the_sandbox_too(world: World) -> None:
    team.change_role(world.seat(world.adam), world.seat(world.maria), Role.AGENT)
    assert roles(world, world.maria) == ["agent", "agent"]


def test_the_last_owner_stays(world: World) -> None:
    alice = world.seat(world.alice)
    with pytest.raises(LastOwner):
        team.change_role(alice, alice, Role.ADMIN)
    with pytest.raises(LastOwner):
        team.remove(alice, alice)
    team.change_role(alice, world.seat(world.adam), Role.OWNER)
    team.change_role(alice, alice, Role.ADMIN)
    assert roles(world, world.alice) == ["admin", "admin"]


def test_removed_maria_is_out_of_the_sandbox_too(world: World) -> None:
    team.remove(world.seat(world.adam), world.seat(world.maria))
    assert roles(world, world.maria) == []
    assert queries.seats(world.maria) == []


def test_victor_may_leave_by_himself(world: World) -> None:
    victor = world.seat(world.victor)
    team.remove(victor, victor)
    assert queries.seats(world.victor) == []
