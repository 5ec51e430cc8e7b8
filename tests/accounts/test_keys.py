"""API keys: shown once, recognised by their hash, revocable."""

import pytest
from pytest_django import Settings

from apps.accounts import actions, queries
from apps.accounts.models import ApiKey
from apps.accounts.refusals import AlreadyMade, WrongKind
from apps.common.ids import Maker
from tests.world import World


@pytest.mark.parametrize("kind", ApiKey.Kind.values)
def test_a_key_begins_with_its_kind_and_opens_its_workspace(world: World, kind: str) -> None:
    row, key = actions.make_key(world.acme.workspace, kind, "Shop")
    assert key.startswith(kind)
    assert len(key) == len(kind) + 48
    found = queries.working_key(key)
    assert found == row
    live = found.workspace.live or found.workspace
    assert live == world.acme.workspace
    assert found.workspace.is_sandbox == (kind == "msvs_test_")


def test_the_database_cannot_tell_a_key(world: World) -> None:
    row, key = actions.make_key(world.acme.workspace, "rsms_", "Shop")
    kept = repr(ApiKey.everywhere.filter(pk=row.pk).values().get())
    assert key not in kept
    assert key[len("rsms_") + 4 :] not in kept
    assert row.prefix == key[: len("rsms_") + 4]


def test_a_live_key_never_opens_the_sandbox(world: World) -> None:
    row, _ = actions.make_key(world.acme.workspace.sandbox, "msvs_live_", "Shop")
    assert row.workspace == world.acme.workspace


def test_a_revoked_key_opens_nothing_and_remembers_when(world: World, settings: Settings) -> None:
    row, key = actions.make_key(world.acme.workspace, "rsms_", "Shop")
    actions.revoke(row)
    row.refresh_from_db()
    first = row.revoked_at
    settings.CLOCK_SHIFT = 60.0
    actions.revoke(row)
    row.refresh_from_db()
    assert row.revoked_at == first
    assert queries.working_key(key) is None


def test_an_unknown_key_and_nonsense_open_nothing(world: World) -> None:
    for key in ("", "rsms_", "rsms_" + "0" * 48, "\0", "ключ"):
        assert queries.working_key(key) is None


def test_an_unknown_kind_is_refused(world: World) -> None:
    with pytest.raises(WrongKind):
        actions.make_key(world.acme.workspace, "sk_", "Shop")


def test_the_same_form_sent_twice_makes_one_key(world: World) -> None:
    chosen = Maker("key")()
    actions.make_key(world.acme.workspace, "rsms_", "Shop", public_id=chosen)
    with pytest.raises(AlreadyMade):
        actions.make_key(world.acme.workspace, "rsms_", "Shop", public_id=chosen)
    assert ApiKey.objects.of(world.acme.workspace).count() == 1


def test_last_use_is_noted_to_the_minute(world: World, settings: Settings) -> None:
    row, key = actions.make_key(world.acme.workspace, "rsms_", "Shop")
    actions.note_use(row, "127.0.0.1")
    first = queries.working_key(key)
    assert first is not None
    assert first.last_used_at is not None
    actions.note_use(first, "127.0.0.2")
    first.refresh_from_db()
    assert first.last_used_ip == "127.0.0.1"
    settings.CLOCK_SHIFT = 61.0
    actions.note_use(first, "127.0.0.2")
    first.refresh_from_db()
    assert first.last_used_ip == "127.0.0.2"
