"""The chain holds through batches, failures and writers at the same moment; it shows what was done to it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from apps.compliance import actions as compliance
from apps.compliance.actions import Grant
from apps.compliance.append_only import GUARD
from apps.compliance.models import Chain, ConsentEvent
from apps.messaging.erasure import delete_contacts
from tests.compliance.ledgers import breaks, head, kinds, lines
from tests.world import CHARLIE, DANA, World


def grants(count: int) -> list[Grant]:
    return [Grant(f"+1415556{n:04}", n, None, "a form", {"line": n}) for n in range(count)]


def behind_the_triggers(sql: str, *values: object) -> None:
    """What somebody does who owns the database."""
    with connection.cursor() as cursor:
        for statement in GUARD.dropping(connection.vendor):
            cursor.execute(statement)
        cursor.execute(sql, values)


def test_a_batch_is_chained_in_its_order(world: World) -> None:
    acme = world.acme.workspace
    compliance.grant(acme.pk, grants(2_500), "import_attested", channel="import")
    assert [line.evidence["line"] for line in lines(acme)[3:]] == list(range(2_500))
    assert head(acme)[0] == 2_503
    assert breaks(acme) == ""


def test_nothing_appended_is_nothing_written(world: World) -> None:
    before = head(world.acme.workspace)
    compliance.grant(world.acme.workspace.pk, [], "opt_in", channel="paper")
    assert head(world.acme.workspace) == before


def test_a_transaction_that_is_taken_back_leaves_no_gap(world: World) -> None:
    acme = world.acme.workspace
    with transaction.atomic():
        compliance.grant(acme.pk, grants(3), "opt_in", channel="paper")
        transaction.set_rollback(True)
    compliance.grant(acme.pk, grants(1), "opt_in", channel="paper")
    assert head(acme)[0] == 4
    assert breaks(acme) == ""


def test_the_ledger_stays_when_the_contact_goes(world: World) -> None:
    acme = world.acme.workspace
    delete_contacts(acme, [world.charlie.pk], reason="asked", actor="alice")
    assert kinds(acme, CHARLIE) == ["opt_in"]
    assert breaks(acme) == ""


def test_a_changed_line_is_found_where_it_stands(world: World) -> None:
    acme = world.acme.workspace
    line = lines(acme)[1]
    behind_the_triggers("UPDATE compliance_consentevent SET source = 'forged' WHERE id = %s", line.pk)
    assert breaks(acme) == f"line 2 ({line.public_id}): its content is not what was hashed: it was changed"
    assert breaks(world.bobco.workspace) == ""


@pytest.mark.parametrize(
    "changing",
    [
        "phone = '+14155559999'",
        "contact_id = 99",
        "kind = 'opt_out'",
        "scope = 'all'",
        "channel = 'paper'",
        "sender = '1'",
        "occurred_at = '2020-01-01 00:00:00+00:00'",
        "recorded_at = '2020-01-01 00:00:00+00:00'",
        """evidence = '{"a": 1}'""",
        "public_id = '00000000-0000-0000-0000-000000000001'",
    ],
)
def test_no_member_of_a_line_can_be_changed_unseen(world: World, changing: str) -> None:
    line = lines(world.acme.workspace)[1]
    behind_the_triggers(f"UPDATE compliance_consentevent SET {changing} WHERE id = {line.pk}")
    assert "was changed" in breaks(world.acme.workspace)


def test_a_line_that_was_taken_out_is_missed(world: World) -> None:
    acme = world.acme.workspace
    behind_the_triggers("DELETE FROM compliance_consentevent WHERE id = %s", lines(acme)[1].pk)
    assert "line 2 (" in breaks(acme) and "it is missing; the next one that is there is line 3" in breaks(
        acme
    )


def test_a_ledger_that_was_cut_off_is_missed(world: World) -> None:
    acme = world.acme.workspace
    behind_the_triggers("DELETE FROM compliance_consentevent WHERE id = %s", lines(acme)[2].pk)
    assert breaks(acme) == "line 3: it is missing: the head counts 3 lines"


def test_a_line_that_nobody_appended_is_found(world: World) -> None:
    acme = world.acme.workspace
    count, last = head(acme)
    first = lines(acme)[0]
    Chain.objects.of(acme).update(lines=2, head=bytes(lines(acme)[1].row_hash))
    assert "line 3 (" in breaks(acme) and "behind the head" in breaks(acme)
    Chain.objects.of(acme).update(lines=count, head=last)
    assert breaks(acme) == "" and first.position == 1


def test_a_gap_wider_than_a_stride_is_found_at_its_start(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme = world.acme.workspace
    monkeypatch.setattr("apps.compliance.walking.STRIDE", 2)
    compliance.grant(acme.pk, grants(20), "import_attested", channel="import")
    behind_the_triggers(
        "DELETE FROM compliance_consentevent WHERE workspace_id = %s AND position BETWEEN 5 AND 15", acme.pk
    )
    assert "line 5 (" in breaks(acme) and "the next one that is there is line 16" in breaks(acme)


def test_a_head_that_was_set_back_is_found(world: World) -> None:
    acme = world.acme.workspace
    Chain.objects.of(acme).update(head=bytes(range(32)))
    assert "not the one that the head keeps" in breaks(acme)


def test_a_changed_statement_is_found(world: World) -> None:
    acme = world.acme.workspace
    compliance.attest(acme.pk, compliance.Witness("maria@acme.example"), "They asked.", about="imp_1")
    behind_the_triggers("UPDATE compliance_attestation SET wording = 'They begged.'")
    assert "the statement att_" in breaks(acme)


def test_two_lines_that_changed_places_are_found(world: World) -> None:
    acme = world.acme.workspace
    first, second = (line.pk for line in lines(acme)[:2])
    behind_the_triggers("UPDATE compliance_consentevent SET position = 9 WHERE id = %s", first)
    behind_the_triggers("UPDATE compliance_consentevent SET position = 1 WHERE id = %s", second)
    behind_the_triggers("UPDATE compliance_consentevent SET position = 2 WHERE id = %s", first)
    assert breaks(acme).startswith("line 1 (")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_chain(world: World) -> None:
    acme = world.acme.workspace

    def write(n: int) -> None:
        try:
            for k in range(10):
                phone = f"+1415557{n}{k:03}"
                compliance.opt_out(acme.pk, phone, source="keyword", evidence={})
                compliance.opt_in(acme.pk, phone, source="keyword", evidence={})
                compliance.grant(acme.pk, grants(30), "import_attested", channel="import")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert head(acme)[0] == 3 + 8 * 10 * 32
    assert breaks(acme) == ""
    assert ConsentEvent.objects.of(acme).filter(phone=DANA).count() == 1
