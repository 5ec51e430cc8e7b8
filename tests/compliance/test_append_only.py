"""What was written to the ledger stays as it was written: the database itself says no."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from apps.compliance import actions as compliance
from apps.compliance import closing
from apps.compliance.append_only import GUARD
from apps.compliance.models import Attestation, Closure, ConsentEvent
from tests.compliance.ledgers import breaks, head, lines
from tests.world import World


@pytest.fixture
def statement(world: World) -> Attestation:
    witness = compliance.Witness("maria@acme.example", world.maria, "192.0.2.7")
    return compliance.attest(world.acme.workspace.pk, witness, "They asked.", about="imp_1", file_sha256="ab")


def refused(attempt: Callable[[], Any]) -> bool:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        attempt()
    return True


def test_no_line_is_changed_or_deleted(world: World) -> None:
    rows = ConsentEvent.objects.of(world.acme.workspace)
    line = rows.earliest("position")
    assert refused(lambda: rows.update(kind="opt_out"))
    assert refused(lambda: rows.filter(pk=line.pk).delete())
    assert refused(lambda: line.save())
    assert refused(lambda: rows.filter(pk=line.pk)._raw_delete("default"))


def test_no_statement_is_changed_or_deleted(world: World, statement: Attestation) -> None:
    rows = Attestation.objects.of(world.acme.workspace)
    assert refused(lambda: rows.update(wording="They begged."))
    assert refused(lambda: rows._raw_delete("default"))


def test_a_statement_outlives_the_account_of_who_made_it(world: World, statement: Attestation) -> None:
    world.maria.delete()
    statement.refresh_from_db()
    assert (statement.attested_by, statement.attested_as) == (None, "maria@acme.example")
    assert breaks(world.acme.workspace) == ""


def test_a_statement_is_a_line_of_the_ledger_too(world: World, statement: Attestation) -> None:
    line = lines(world.acme.workspace)[-1]
    assert (line.kind, line.phone, line.attestation) == ("attested", "", statement)
    assert line.evidence["attestation_text"] == "They asked."
    assert (line.evidence["ip"], line.evidence["source_file_sha256"]) == ("192.0.2.7", "ab")


def test_a_ledger_goes_with_its_workspace_alone_and_leaves_its_head(world: World) -> None:
    count, last = head(world.bobco.workspace)
    closing.close(world.bobco.workspace, "They left.")
    ConsentEvent.objects.of(world.bobco.workspace)._raw_delete("default")
    closed = Closure.objects.get()
    assert (closed.workspace_public_id, closed.lines, closed.head) == (
        world.bobco.workspace.public_id,
        count,
        last.hex(),
    )
    assert refused(lambda: ConsentEvent.objects.of(world.acme.workspace)._raw_delete("default"))


def test_all_triggers_are_there_after_the_last_migration(db: None) -> None:
    """A migration that rebuilds the table on SQLite loses them: let it call GUARD.install again."""
    assert GUARD.missing(connection) == []
