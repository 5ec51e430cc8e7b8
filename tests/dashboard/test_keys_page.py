"""The page of API keys: shown once, made once, revoked for good."""

import re

import pytest
from django.test import Client

from apps.accounts import actions, queries
from apps.accounts.models import ApiKey
from tests.world import World

KEYS = "/dashboard/developers/keys"


@pytest.fixture
def alice(world: World) -> Client:
    client = Client()
    client.force_login(world.alice)
    return client


def form(client: Client, **values: str) -> dict[str, str]:
    """What the browser sends: the form of the page, filled in."""
    public_id = chosen_in(client.get(KEYS).content.decode())
    return {"name": "Web shop", "kind": "rsms_", "public_id": public_id} | values


def chosen_in(page: str) -> str:
    found = re.search(r'name="public_id" value="(key_\w{26})"', page)
    assert found
    return found[1]


def key_in(page: str) -> str:
    found = re.search(r"(rsms_|zap_|msvs_live_|msvs_test_)[0-9a-f]{48}", page)
    return found[0] if found else ""


@pytest.mark.parametrize("kind", ApiKey.Kind.values)
def test_alice_makes_a_key_and_sees_it_once(alice: Client, kind: str) -> None:
    answer = alice.post(KEYS, form(alice, kind=kind))
    key = key_in(answer.content.decode())
    assert key.startswith(kind)
    row = queries.working_key(key)
    assert row is not None
    assert row.created_by is not None
    assert "no-store" in answer.headers["Cache-Control"]
    page = alice.get(KEYS).content.decode()
    assert row.prefix in page
    assert key_in(page) == ""


def test_the_form_sent_twice_makes_one_key(alice: Client, world: World) -> None:
    sent = form(alice)
    alice.post(KEYS, sent)
    again = alice.post(KEYS, sent)
    assert "sent twice" in again.content.decode()
    assert key_in(again.content.decode()) == ""
    assert ApiKey.objects.of(world.acme.workspace).count() == 1


def test_after_f5_alice_makes_another_key_with_the_form_that_she_sees(alice: Client, world: World) -> None:
    first = form(alice)
    shown = chosen_in(alice.post(KEYS, first).content.decode())
    reloaded = chosen_in(alice.post(KEYS, first).content.decode())
    assert len({first["public_id"], shown, reloaded}) == 3
    for number, public_id in enumerate((shown, reloaded)):
        sent = {"name": f"Shop {number}", "kind": "rsms_", "public_id": public_id}
        assert key_in(alice.post(KEYS, sent).content.decode())
    alice.post(KEYS, first)
    assert ApiKey.objects.of(world.acme.workspace).count() == 3


def test_the_page_says_what_each_kind_opens(alice: Client, world: World) -> None:
    page = alice.get(KEYS).content.decode()
    checked = re.search(r'<input[^>]*value="(\w+)"[^>]*checked', page)
    assert checked and checked[1] == "rsms_"
    assert "ReadySMS REST – opens /sms, /contacts, /billing and /api-keys" in page
    assert "v1, test – opens /v1 of the sandbox" in page


def test_a_forged_public_id_is_not_taken(alice: Client, world: World) -> None:
    alice.post(KEYS, form(alice, public_id="wsp_1"))
    assert re.fullmatch(r"key_\w{26}", ApiKey.objects.of(world.acme.workspace).get().public_id)


def test_a_key_needs_a_name_and_a_kind(alice: Client, world: World) -> None:
    answer = alice.post(KEYS, form(alice, name="", kind="sk_"))
    assert answer.status_code == 422
    assert answer.content.decode().count("errorlist") >= 2
    assert not ApiKey.objects.of(world.acme.workspace).exists()


def test_a_revoked_key_is_dead_and_stays_on_the_page(alice: Client, world: World) -> None:
    row, key = actions.make_key(world.acme.workspace, "rsms_", "Old shop", world.alice)
    assert alice.get(f"{KEYS}/{row.public_id}/revoke").status_code == 405
    alice.post(f"{KEYS}/{row.public_id}/revoke")
    assert queries.working_key(key) is None
    assert "Old shop" in alice.get(KEYS).content.decode()


def test_test_keys_stand_beside_live_ones(alice: Client, world: World) -> None:
    row, _ = actions.make_key(world.acme.workspace, "msvs_test_", "Trial", world.alice)
    assert row.workspace.is_sandbox
    assert "Trial" in alice.get(KEYS).content.decode()
    alice.post(f"{KEYS}/{row.public_id}/revoke")
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_maria_does_not_see_keys(world: World) -> None:
    client = Client()
    client.force_login(world.maria)
    assert client.get(KEYS).status_code == 403
