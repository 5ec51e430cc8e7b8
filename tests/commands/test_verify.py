"""manage.py verify: says nothing is wrong when nothing is, and by how much when something is."""

import io
import json

import pytest
from django.core.management import call_command

from apps.credits.models import Account
from apps.messaging.erasure import delete_contacts
from apps.messaging.models import Message
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.messaging.orders import queued
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")


def verify() -> tuple[int, dict[str, object]]:
    out = io.StringIO()
    try:
        call_command("verify", json=True, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_after_sending_the_books_agree(world: World) -> None:
    queued(world.acme, world.charlie)
    assert verify() == (0, {"checked": 4, "wrong": {}, "ok": True})


def test_a_balance_that_nobody_paid_for_is_found(world: World) -> None:
    Account.objects.of(world.acme.workspace).update(balance=1_003)
    status, said = verify()
    assert status == 1
    assert said["wrong"] == {
        world.acme.workspace.public_id: {"ledger - balance": -3, "last line - balance": -3}
    }


def test_a_message_that_cost_more_than_the_ledger_knows_is_found(world: World) -> None:
    queued(world.acme, world.charlie)
    Message.objects.of(world.acme.workspace).update(credits=3)
    status, said = verify()
    assert status == 1
    assert said["wrong"] == {world.acme.workspace.public_id: {"spent - messages": -2}}


def test_deleting_a_contact_deletes_the_texts_and_keeps_the_books(world: World) -> None:
    acme = world.acme.workspace
    queued(world.acme, world.charlie)
    sent = queued(world.acme, world.charlie)
    Message.objects.of(acme).filter(pk=sent.pk).update(state="sent")
    assert delete_contacts(acme, [world.charlie.pk], reason="asked", actor="alice") == 1
    assert not Message.objects.of(acme).exists()
    assert verify()[0] == 0
    assert Account.objects.of(acme).get().balance == 999  # the queued one came back, the sent one did not
