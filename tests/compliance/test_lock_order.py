"""Everybody who writes evidence takes the ledger first, so nobody waits for somebody who waits for them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from apps.carriers.contract import Parsed
from apps.carriers.outcomes import Inbound, Refused
from apps.compliance import actions as compliance
from apps.compliance import many
from apps.compliance.actions import Witness
from apps.compliance.statements import Statement
from apps.messaging import actions, receipts
from apps.messaging.actions import Single
from apps.messaging.models import Message
from apps.messaging.refusals import Blocked
from apps.messaging.settling import Result, settle
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.compliance.ledgers import breaks
from tests.messaging.orders import queued
from tests.world import CHARLIE, DANA, ERIN, World

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("daytime"),
]
PHONES = (CHARLIE, DANA, ERIN)
ROUNDS = 12


def test_replies_sends_receipts_and_files_at_once_stop_nobody(world: World) -> None:
    acme = world.acme

    def reply(n: int) -> None:
        text = Inbound(
            f"r{n}", PHONES[n % 3], acme.sender.address, ("STOP", "START", "goodbye")[n // 3 % 3], None
        )
        receipts.take(acme.sender.carrier, Parsed(inbound=(text,)))

    def send(n: int) -> None:
        single = Single(PHONES[-(n % 3)], "Hello", attested="They asked.")
        with transaction.atomic():
            try:
                actions.text_number(acme.workspace, single, Witness("key"), "key_1")
            except Blocked:
                transaction.set_rollback(True)

    def refuse(n: int) -> None:
        waiting = Message.objects.of(acme.workspace).filter(state="queued", kind="direct").first()
        if waiting:
            refused = [Refused("500", "Down", False), Refused("21610", "Unsubscribed", False, blocked=True)]
            settle([Result(waiting, refused[n % 2])])

    def file(n: int) -> None:
        said = [Statement(phone, None, {"line": n}) for phone in PHONES[:: -1 if n % 2 else 1]]
        many.opt_out(acme.workspace.pk, said, source="import", tell=False)
        for phone in PHONES:
            compliance.opt_in(acme.workspace.pk, phone, source="dashboard", evidence={})

    queued(acme, world.charlie)
    _all_at_once([reply, send, refuse, file, reply, send])
    assert breaks(acme.workspace) == ""


def _all_at_once(jobs: list[Callable[[int], None]]) -> None:
    def run(number: int) -> None:
        try:
            for n in range(ROUNDS):
                jobs[number](number * 1_000 + n)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        list(pool.map(run, range(len(jobs))))
