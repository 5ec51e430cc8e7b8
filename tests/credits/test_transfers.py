"""Credits move between a workspace and its sub-accounts, and are never more than there were."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.accounts.actions import open_workspace
from apps.accounts.models import Member, Workspace
from apps.accounts.queries import sandbox_of
from apps.accounts.roles import Role
from apps.credits import ledger, transfers
from apps.credits.models import Account, Entry
from apps.credits.refusals import BadAmount, InsufficientCredits, NotRelated
from apps.events.models import Event
from apps.messaging.proof import prove
from tests.credits.test_adjusting import at_once
from tests.dashboard.conftest import browser
from tests.world import World, make_world

PAGE = "/dashboard/credits"


@pytest.fixture
def alice(world: World) -> Client:
    return browser(world.alice)


@pytest.fixture
def maria(world: World) -> Client:
    return browser(world.maria)


@pytest.fixture
def branch(world: World) -> Workspace:
    """Alice's sub-account of Acme."""
    return open_workspace(world.alice, "Acme North", world.acme.workspace)


def balances(*places: Workspace) -> list[int]:
    return [ledger.balance(place) for place in places]


def test_what_one_gives_the_other_has_and_both_say_so(world: World, branch: Workspace) -> None:
    acme = world.acme.workspace
    assert transfers.transfer(acme, branch, 300, by=world.alice, key="k", note="November")
    assert balances(acme, branch) == [700, 300]
    gave, got = (Entry.objects.of(one).order_by("-id").first() for one in (acme, branch))
    assert gave and got
    assert (gave.amount, gave.description, gave.subject) == (
        -300,
        "To Acme North: November",
        branch.public_id,
    )
    assert (got.amount, got.description, got.by) == (300, "From Acme: November", world.alice)
    assert not prove(acme).differences and not prove(branch).differences
    assert Event.everywhere.filter(name="credits.moved").count() == 2


def test_the_same_key_moves_once(world: World, branch: Workspace) -> None:
    acme = world.acme.workspace
    answers = [transfers.transfer(acme, branch, 300, by=world.alice, key="k") for _ in range(3)]
    assert answers == [True, False, False]
    assert balances(acme, branch) == [700, 300]


@pytest.mark.parametrize("amount", [0, -1, 1_001, 10**12])
def test_nothing_moves_half(world: World, branch: Workspace, amount: int) -> None:
    acme = world.acme.workspace
    with pytest.raises((BadAmount, InsufficientCredits)):
        transfers.transfer(acme, branch, amount, by=world.alice, key="k")
    assert balances(acme, branch) == [1_000, 0]
    assert not Entry.everywhere.filter(kind="transfer").exists()


def test_only_within_a_family_by_who_manages_both(world: World, branch: Workspace) -> None:
    acme, bobco = world.acme.workspace, world.bobco.workspace
    Member.everywhere.create(user=world.alice, workspace=bobco, role=Role.OWNER)
    Member.everywhere.create(user=world.maria, workspace=branch, role=Role.OWNER)
    for source, target, by in (
        (acme, bobco, world.alice),  # no relatives
        (acme, branch, world.bob),  # a stranger
        (acme, branch, world.maria),  # who only markets at Acme
        (acme, acme, world.alice),
        (acme, sandbox_of(branch), world.alice),
        (sandbox_of(acme), branch, world.alice),
    ):
        with pytest.raises(NotRelated):
            transfers.transfer(source, target, 1, by=by, key="k")
    sister = open_workspace(world.alice, "Acme South", acme)
    transfers.transfer(acme, sister, 5, by=world.alice, key="down")
    transfers.transfer(sister, branch, 5, by=world.alice, key="beside")
    transfers.transfer(branch, acme, 5, by=world.alice, key="up")
    assert balances(acme, branch, sister) == [1_000, 0, 0]


def test_who_falls_below_their_threshold_is_warned(world: World, branch: Workspace) -> None:
    Account.objects.of(world.acme.workspace).update(low_balance_threshold=900)
    transfers.transfer(world.acme.workspace, branch, 200, by=world.alice, key="k")
    assert Event.objects.of(world.acme.workspace).filter(name="credits.low").count() == 1


def test_alice_moves_them_on_the_page_and_a_double_click_moves_once(
    alice: Client, world: World, branch: Workspace
) -> None:
    page = alice.get(PAGE).content.decode()
    assert "Move credits" in page and "Acme North" in page
    found = re.search(r'name="public_id" value="(mov_\w+)"', page)
    assert found
    form = {"public_id": found[1], "target": branch.public_id, "amount": "250", "note": "Start"}
    for _ in range(2):
        assert alice.post(f"{PAGE}/move", form).status_code == 302
    assert balances(world.acme.workspace, branch) == [750, 250]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"amount": "1001"}, "not enough credits"),
        ({"amount": "0"}, "greater than or equal to 1"),
        ({"amount": "ten"}, "Give a whole number of credits."),
        ({"target": "wsp_nobody"}, "Select a valid choice"),
        ({"target": ""}, "This field is required"),
        ({"note": "\x00"}, "Null characters"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    alice: Client, world: World, branch: Workspace, given: dict[str, str], told: str
) -> None:
    answer = alice.post(
        f"{PAGE}/move", {"target": branch.public_id, "amount": "7", "note": "For May"} | given
    )
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert balances(world.acme.workspace, branch) == [1_000, 0]


def test_who_has_no_family_sees_no_form(alice: Client, maria: Client, world: World) -> None:
    assert "Move credits" not in alice.get(PAGE).content.decode()
    open_workspace(world.alice, "Acme North", world.acme.workspace)
    assert "Move credits" not in maria.get(PAGE).content.decode()
    assert maria.post(f"{PAGE}/move", {}).status_code == 403


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_who_move_in_both_directions_at_once_make_and_lose_nothing() -> None:
    world = make_world()
    acme = world.acme.workspace
    branch = open_workspace(world.alice, "Acme North", acme)
    ledger.grant(branch, 1_000, "Start")

    def move(number: int) -> Callable[[], Any]:
        source, target = (acme, branch) if number % 2 else (branch, acme)
        return lambda: transfers.transfer(
            source, target, 200, by=world.alice, key=f"k{number // 4}-{number % 2}"
        )

    answers = at_once([move(number) for number in range(16)])
    assert sorted(answers) == [False] * 8 + [True] * 8
    assert balances(acme, branch) == [1_000, 1_000]
