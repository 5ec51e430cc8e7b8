"""Workspace settings, the switch, new workspaces and sub-accounts."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from apps.accounts.models import User, Workspace
from apps.compliance import closing
from tests.world import World, person

SETTINGS = "/dashboard/settings"
PLACES = "/dashboard/settings/workspaces"


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def alice(world: World) -> Client:
    return at(world.alice)


def filled(**values: object) -> dict[str, object]:
    return {
        "name": "Acme Inc",
        "company_name": "Acme Coffee",
        "help_text": "",
        "timezone": "Europe/London",
        "default_region": "GB",
        "regions": ["US", "GB"],
        "opt_out_scope": "sender",
    } | values


def here(client: Client) -> str:
    """The name of the workspace that the client works in."""
    found = re.search(r'class="switch-name">([^<]+)<', client.get(f"{SETTINGS}/team").content.decode())
    return found[1] if found else ""


def test_alice_saves_settings_for_both_twins(alice: Client, world: World) -> None:
    assert alice.post(SETTINGS, filled()).status_code == 302
    for workspace in (world.acme.workspace, world.acme.workspace.sandbox):
        workspace.refresh_from_db()
        assert (workspace.brand, workspace.timezone, workspace.regions) == (
            "Acme Coffee",
            "Europe/London",
            ["US", "GB"],
        )
        assert workspace.opt_out_scope == "sender"
    assert 'value="Acme Inc"' in alice.get(SETTINGS).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "x" * 111},
        {"timezone": "Mars/Olympus"},
        {"regions": []},
        {"regions": ["XX"]},
        {"default_region": "FR"},
        {"help_text": "x" * 321},
    ],
)
def test_wrong_settings_change_nothing_and_keep_what_was_typed(
    alice: Client, world: World, wrong: dict[str, object]
) -> None:
    answer = alice.post(SETTINGS, filled(**wrong))
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert 'value="Acme Coffee"' in answer.content.decode()
    world.acme.workspace.refresh_from_db()
    assert world.acme.workspace.company_name == ""


def test_maria_may_not_change_settings(world: World) -> None:
    assert at(world.maria).post(SETTINGS, filled()).status_code == 403
    world.acme.workspace.refresh_from_db()
    assert world.acme.workspace.name == "Acme"


def test_alice_switches_to_the_sandbox_and_stays_there(alice: Client, world: World) -> None:
    assert here(alice) == "Acme"
    alice.post(f"{PLACES}/switch", {"workspace": world.acme.workspace.sandbox.public_id})
    assert here(alice) == "Acme sandbox"


@pytest.mark.parametrize("asked", ["", "wsp_1", "bobco"])
def test_alice_cannot_switch_to_where_she_has_no_seat(alice: Client, world: World, asked: str) -> None:
    public_id = world.bobco.workspace.public_id if asked == "bobco" else asked
    assert alice.post(f"{PLACES}/switch", {"workspace": public_id}).status_code == 404
    assert alice.get(f"{PLACES}/switch").status_code == 405
    assert here(alice) == "Acme"


def test_the_switch_leads_nowhere_else(alice: Client, world: World) -> None:
    sent = {"workspace": world.acme.workspace.public_id, "next": "https://evil.example/dashboard/"}
    assert alice.post(f"{PLACES}/switch", sent).headers["Location"] == "/dashboard/"


def test_a_workspace_that_she_lost_falls_back_to_another(alice: Client, world: World) -> None:
    alice.post(f"{PLACES}/new", {"name": "Zebra"})
    assert here(alice) == "Zebra"
    zebra = Workspace.objects.get(name="Zebra")
    closing.close(zebra, "It was not needed.")
    zebra.delete()
    assert here(alice) == "Acme"


def test_the_form_of_a_new_workspace_sent_twice_opens_one(alice: Client) -> None:
    page = alice.get(f"{PLACES}/new").content.decode()
    found = re.search(r'name="public_id" value="(wsp_\w{26})"', page)
    assert found
    for _ in range(2):
        answer = alice.post(f"{PLACES}/new", {"name": "Zebra", "public_id": found[1]})
    assert "sent twice" in answer.content.decode()
    assert Workspace.objects.filter(name="Zebra").count() == 1


def test_alice_opens_a_sub_account_and_adam_may_not(alice: Client, world: World) -> None:
    assert at(world.adam).post(f"{PLACES}/sub-account", {"name": "Acme North"}).status_code == 403
    alice.post(f"{PLACES}/sub-account", {"name": "Acme North"})
    assert Workspace.objects.get(name="Acme North").parent == world.acme.workspace
    assert here(alice) == "Acme North"
    alice.post(f"{PLACES}/sub-account", {"name": "Deeper"})
    assert not Workspace.objects.filter(name="Deeper").exists()


def test_somebody_without_a_seat_can_open_a_workspace(world: World) -> None:
    client = at(person("Charlotte"))
    page = client.get(f"{SETTINGS}/team")
    assert page.status_code == 403
    assert f"{PLACES}/new" in page.content.decode()
    client.post(f"{PLACES}/new", {"name": "Zebra"})
    assert here(client) == "Zebra"


def test_where_sign_up_is_closed_new_workspaces_are_too(alice: Client, settings: Settings) -> None:
    settings.ACCOUNT_SIGNUP_OPEN = False
    assert alice.post(f"{PLACES}/new", {"name": "Zebra"}).status_code == 403
    assert not Workspace.objects.filter(name="Zebra").exists()
    assert alice.post(f"{PLACES}/sub-account", {"name": "Acme North"}).status_code == 302
