"""The page of connected apps: what is there, ended by those who manage, and no more."""

from django.test import Client

from apps.accounts.models import Connection
from apps.events.models import Event
from tests.connect.conftest import App, Tokens, browser, code_of, opens
from tests.world import World

PAGE = "/dashboard/developers/apps"


def test_alice_sees_what_is_connected_and_ends_it(tokens: Tokens, world: World) -> None:
    opens(tokens["access_token"])
    alice = browser(world.alice)
    page = alice.get(PAGE).content.decode()
    assert "Zapier" in page and "alice@acme.example" in page and "127.0.0.1" in page
    row = Connection.everywhere.get()
    assert alice.post(f"{PAGE}/{row.public_id}/end").status_code == 302
    assert opens(tokens["access_token"]) == 401
    assert "Disconnected" in alice.get(PAGE).content.decode()
    line = Event.objects.of(world.acme.workspace).get(name="app.disconnected")
    assert (line.actor, line.subject) == ("alice@acme.example", row.public_id)
    alice.post(f"{PAGE}/{row.public_id}/end")
    assert Event.objects.of(world.acme.workspace).filter(name="app.disconnected").count() == 1


def test_who_does_not_manage_sees_and_ends_nothing(tokens: Tokens, world: World) -> None:
    row = Connection.everywhere.get()
    for user, status in ((world.maria, 403), (world.victor, 403), (world.bob, 404)):
        assert browser(user).post(f"{PAGE}/{row.public_id}/end").status_code == status
    assert browser(world.maria).get(PAGE).status_code == 403
    assert "No app is connected" in browser(world.bob).get(PAGE).content.decode()
    assert opens(tokens["access_token"]) == 200


def test_what_was_allowed_and_never_taken_up_is_not_shown(app: App, world: World) -> None:
    code_of(app, world.alice, world.acme.workspace)
    assert "No app is connected" in browser(world.alice).get(PAGE).content.decode()


def test_a_stranger_signs_in_first(db: None) -> None:
    assert Client().get(PAGE).status_code == 302
