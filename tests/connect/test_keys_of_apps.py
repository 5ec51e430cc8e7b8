"""What Alice's app holds ends when she disconnects it: the keys that it made, too."""

import pytest
from django.test import Client

from apps.accounts import actions
from apps.accounts.models import ApiKey, Connection
from apps.accounts.refusals import AppEnded
from apps.connect.registering import remove
from tests.connect.conftest import App, Tokens, browser, opens
from tests.world import World

PAGE = "/dashboard/developers/apps"


def made(token: str, address: str = "/api-keys") -> str:
    headers = {"Authorization": f"Bearer {token}"}
    answer = Client().post(address, {"name": "Sync"}, content_type="application/json", headers=headers)
    assert answer.status_code == 201, answer.content
    return str(answer.json()["data"]["key"])


def disconnect(world: World) -> None:
    row = Connection.everywhere.get()
    assert browser(world.alice).post(f"{PAGE}/{row.public_id}/end").status_code == 302


def test_keys_of_an_app_end_with_it_also_those_made_by_its_keys(tokens: Tokens, world: World) -> None:
    first = made(tokens["access_token"])
    held = [first, made(tokens["access_token"], "/zapier/api-keys"), made(first)]
    _, alices = actions.make_key(world.acme.workspace, ApiKey.Kind.REST, "Own", world.alice)
    assert [opens(key) for key in [*held, alices]] == [200] * 4
    disconnect(world)
    assert [opens(key) for key in [*held, alices]] == [401] * 3 + [200]


def test_the_pages_say_which_keys_an_app_made(tokens: Tokens, world: World) -> None:
    key = made(tokens["access_token"])
    alice = browser(world.alice)
    assert key[:9] in alice.get(PAGE).content.decode()
    assert "made by Zapier" in alice.get("/dashboard/developers/keys").content.decode()
    actions.revoke(ApiKey.everywhere.get(connection__isnull=False))
    assert key[:9] not in alice.get(PAGE).content.decode()


def test_an_app_that_is_registered_no_more_takes_its_keys_along(app: App, tokens: Tokens) -> None:
    key = made(tokens["access_token"])
    remove(app.client_id)
    assert opens(key) == 401


def test_a_key_is_not_made_for_an_app_that_just_ended(tokens: Tokens, world: World) -> None:
    connection = Connection.everywhere.get()
    disconnect(world)
    with pytest.raises(AppEnded):
        actions.make_key(world.acme.workspace, ApiKey.Kind.REST, "Late", world.alice, app=connection)
